import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Runs DynamoDB Local with two things its command line does not offer: it can be reached from this machine only, and it
 * ends when its standard input does, so that it cannot outlive the process that started it, however that one ended.
 */
public final class LoopbackDynamoDb {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer dynamoDb = ServerRunner.createServerFromCommandLineArgs(arguments);
    ServerConnector connector = connectorOf(dynamoDb);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    connector.setIdleTimeout(0);
    // Unlike start(), this sends nothing home, whatever the settings.
    dynamoDb.safeStart();
    System.out.println("listening on " + connector.getLocalPort());
    while (System.in.read() != -1) {}
    Runtime.getRuntime().halt(0);
  }

  private static ServerConnector connectorOf(DynamoDBProxyServer dynamoDb) throws ReflectiveOperationException {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(dynamoDb)).getConnectors()) {
      if (connector instanceof ServerConnector) return (ServerConnector) connector;
    }
    throw new IllegalStateException("DynamoDB Local has no HTTP connector");
  }
}
