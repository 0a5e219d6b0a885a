import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { startLocalSystem } from '../../local/system/local-system';

/**
 * Starts the system of an assembly on the given ports, stops it in the middle of its work, and writes one line: what
 * the process held before and after. It is a process of its own because a test runner's has timers and sockets of
 * others.
 */
const [assembly = '', basePort = '0'] = process.argv.slice(2);

/** Files that are being read or closed right now, such as the loader's next module. They end by themselves. */
const ofFiles = ['FSReqCallback', 'FSReqPromise', 'CloseReq'];

/** What keeps a process alive. */
const held = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((resource) => !ofFiles.includes(resource))
    .sort();
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function startAndStop(): Promise<void> {
  await settled();
  const before = held();
  const system = await startLocalSystem({ assembly, basePort: Number(basePort), tableBrowser: true });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: system.endpoints.eventbridge, region: 'eu-west-1', credentials });
  const Entries = [
    { id: 'a', hangs: true },
    { id: 'b', fails: true },
  ].map((detail) => ({
    Source: 'shop',
    DetailType: 'Failed',
    Detail: JSON.stringify(detail),
    EventBusName: system.busName,
  }));
  await client.send(new PutEventsCommand({ Entries }));
  client.destroy();
  // One of the two never ends by itself.
  await Promise.all([system.stop(), system.stop()]);
  await system.idle();
  await settled();
  process.stdout.write(JSON.stringify({ before, after: held() }));
}

void startAndStop();
