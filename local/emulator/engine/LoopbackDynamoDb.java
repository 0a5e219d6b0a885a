import java.lang.reflect.Field;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Runs DynamoDB Local with three things its command line does not offer: it can be reached from this machine only, it
 * answers no foreign page, and it ends when its standard input does, so that it cannot outlive the process that started
 * it, however that one ended.
 */
public final class LoopbackDynamoDb {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer dynamoDb = ServerRunner.createServerFromCommandLineArgs(arguments);
    Server server = serverOf(dynamoDb);
    ServerConnector connector = connectorOf(server);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    connector.setIdleTimeout(0);
    server.setHandler(new OwnPages(server.getHandler()));
    // Unlike start(), this sends nothing home, whatever the settings.
    dynamoDb.safeStart();
    if (!(server.getHandler() instanceof OwnPages)) throw new IllegalStateException("DynamoDB Local is not guarded");
    System.out.println("listening on " + connector.getLocalPort());
    while (System.in.read() != -1) {}
    Runtime.getRuntime().halt(0);
  }

  private static Server serverOf(DynamoDBProxyServer dynamoDb) throws ReflectiveOperationException {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    return (Server) field.get(dynamoDb);
  }

  private static ServerConnector connectorOf(Server server) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector) return (ServerConnector) connector;
    }
    throw new IllegalStateException("DynamoDB Local has no HTTP connector");
  }

  /** What own-pages.cjs does for every other server here: a page of another server gets no answer. */
  private static final class OwnPages extends Handler.Wrapper {
    private static final Pattern LOOPBACK_NAME =
        Pattern.compile("127\\.0\\.0\\.1|\\[::1\\]|localhost|[\\w.-]+\\.localhost", Pattern.CASE_INSENSITIVE);

    private OwnPages(Handler inner) {
      super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String refusal = refusalOf(request.getHeaders());
      if (refusal == null) return super.handle(request, response, callback);
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403, refusal);
      return true;
    }

    private static String refusalOf(HttpFields headers) {
      String host = orEmpty(headers.get("Host"));
      if (!LOOPBACK_NAME.matcher(host.replaceFirst(":\\d{1,5}$", "")).matches()) {
        return "Ask by 127.0.0.1 or localhost: this is no name of this machine.";
      }
      String origin = headers.get("Origin");
      boolean isElsewhere = origin != null && !origin.equalsIgnoreCase("http://" + host);
      String site = headers.get("Sec-Fetch-Site");
      boolean isEmbedded = site != null && !List.of("same-origin", "none").contains(site);
      boolean isFollowed = "navigate".equals(headers.get("Sec-Fetch-Mode"));
      return isElsewhere || (isEmbedded && !isFollowed) ? "This is not for other pages." : null;
    }

    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }
  }
}
