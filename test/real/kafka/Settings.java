import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Prints the settings of a topic that this version of Kafka has: name, type, default, what its validator says. */
public class Settings {
  public static void main(String[] words) {
    for (Map.Entry<String, ConfigDef.ConfigKey> entry : new TreeMap<>(LogConfig.configKeys()).entrySet()) {
      ConfigDef.ConfigKey key = entry.getValue();
      System.out.println(key.name + "|" + key.type + "|" + key.defaultValue + "|" + key.validator);
    }
  }
}
