import type { IncomingMessage } from 'node:http';
import type { RunningService } from './packaged-service';
import { Upstream, type Answer } from './upstream';

interface Running {
  readonly service: RunningService;
  readonly upstream: Upstream;
}

/**
 * A packaged service that only a server of ours asks. The first request starts it: a package takes longer to load than
 * all the rest of a system, and many systems never ask it.
 */
export class PackagedUpstream implements Pick<Upstream, 'send' | 'get'> {
  private running: Promise<Running> | undefined;

  constructor(private readonly startService: () => Promise<RunningService>) {}

  /** Starts it before it is asked, and says whether it can be. */
  async start(): Promise<void> {
    await this.started();
  }

  async send(request: IncomingMessage, body: Buffer): Promise<Answer> {
    return (await this.started()).upstream.send(request, body);
  }

  async get(request: IncomingMessage, path: string): Promise<Answer> {
    return (await this.started()).upstream.get(request, path);
  }

  async post(request: IncomingMessage, path: string, body: Buffer): Promise<Answer> {
    return (await this.started()).upstream.post(request, path, body);
  }

  async stop(): Promise<void> {
    // Where it did not start, whoever asked was told.
    const running = await this.running?.catch(() => undefined);
    running?.upstream.close();
    await running?.service.stop();
  }

  private started(): Promise<Running> {
    this.running ??= this.startService().then((service) => ({
      service,
      // These packages close a connection after some idle seconds.
      upstream: new Upstream(service.url, 0),
    }));
    return this.running;
  }
}
