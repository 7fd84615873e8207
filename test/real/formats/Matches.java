import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads pairs of a pattern and a value in Base64, one a line. Prints for each pair whether the pattern matches, as Spark's rlike does. */
public class Matches {
  public static void main(String[] none) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    StringBuilder out = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] pair = line.split(" ", -1);
      out.append(Pattern.compile(text(pair[0])).matcher(text(pair[1])).find() ? '1' : '0');
    }
    System.out.print(out);
  }

  private static String text(String base64) throws Exception {
    return new String(Base64.getDecoder().decode(base64), "UTF-8");
  }
}
