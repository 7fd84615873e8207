import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;

/** Reads keys in Base64, one a line. Prints for each key the hash of Java's producer, and its partition for each number of partitions. */
public class Partitions {
  public static void main(String[] counts) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    StringBuilder out = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      byte[] key = Base64.getDecoder().decode(line);
      out.append(Utils.murmur2(key));
      for (String count : counts) out.append(' ').append(BuiltInPartitioner.partitionForKey(key, Integer.parseInt(count)));
      out.append('\n');
    }
    System.out.print(out);
  }
}
