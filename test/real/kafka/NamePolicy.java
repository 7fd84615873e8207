import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** A policy of a cluster: names of topics begin with "shop.". */
public class NamePolicy implements CreateTopicPolicy {
  @Override
  public void validate(RequestMetadata wanted) {
    if (!wanted.topic().startsWith("shop.")) {
      throw new PolicyViolationException("topics of this cluster are called shop.<name>");
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
