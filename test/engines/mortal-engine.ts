import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EngineName } from '../../local/emulator/engine/engine';
import { bodyOf } from '../../local/emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';
import { Upstream } from '../../local/emulator/server/upstream';
import { startDurableEngine, type DurableEngine } from './durable-engine';

/**
 * When in the course of a write the engine is killed: before it hears of it, or when it has answered and nobody knows.
 */
type KillPoint = 'before' | 'after';

interface Life {
  readonly engine: DurableEngine;
  readonly upstream: Upstream;
}

/**
 * A database that is killed again and again, always at the same writes, and comes back with what it had stored. Nothing
 * here goes by the clock: a quick machine and a slow one see as many kills.
 */
export class MortalEngine {
  kills = 0;
  private writes = 0;
  private life: Life | undefined;
  private rebirth: Promise<void> = Promise.resolve();
  private server: LoopbackServer | undefined;

  private constructor(
    private readonly name: EngineName,
    private readonly dataFolder: string,
    private readonly killEvery: number,
  ) {}

  /** @param killEvery how many writes it lives through, counted from its first one */
  static async start(name: EngineName, dataFolder: string, killEvery: number): Promise<MortalEngine> {
    const engine = new MortalEngine(name, dataFolder, killEvery);
    engine.server = await serve(0, (request, response) => {
      engine.pass(request, response).catch(() => request.socket.destroy());
    });
    await engine.begin();
    return engine;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  /** Resolves as soon as it answers. */
  async whenUp(): Promise<void> {
    await this.rebirth;
  }

  async stop(): Promise<void> {
    await this.rebirth;
    await this.server?.stop();
    await this.end();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { life } = this;
    if (!life) throw new Error('the engine is dead');
    const killPoint = isWrite(request) ? this.killingMoment() : undefined;
    if (killPoint === 'before') {
      this.kill(request);
      return;
    }
    const answer = await life.upstream.send(request, body);
    if (killPoint === 'after') {
      this.kill(request);
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  /** Whether the write that comes now is one of those that the engine does not live through. */
  private killingMoment(): KillPoint | undefined {
    if (++this.writes % this.killEvery !== 0) return undefined;
    return (this.writes / this.killEvery) % 2 === 1 ? 'before' : 'after';
  }

  /** All that are connected lose their connections, and nobody is answered until it is back. */
  private kill(request: IncomingMessage): void {
    request.socket.destroy();
    if (!this.life) return;
    this.kills++;
    const ending = this.end();
    this.rebirth = ending.then(() => this.begin());
  }

  private async begin(): Promise<void> {
    const engine = await startDurableEngine(this.name, this.dataFolder);
    this.life = { engine, upstream: new Upstream(engine.url) };
  }

  private async end(): Promise<void> {
    const { life } = this;
    this.life = undefined;
    await life?.engine.kill();
    life?.upstream.close();
  }
}

function isWrite({ headers }: IncomingMessage): boolean {
  return /\.(Put|Update|Delete)Item$/.test(String(headers['x-amz-target']));
}
