import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { serve, type LoopbackServer } from '../../../local/emulator/server/loopback-server';
import { cutOff, passOn, type Passing } from '../pass-on';

const askedSchema = z.object({ Entries: z.array(z.looseObject({})) });
const answeredSchema = z.object({ Entries: z.array(z.looseObject({})) });

const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'The trial has the bus refuse this entry.' };

/**
 * Stands between the functions and the proxy. It passes all on, but can have the bus take two of three entries only,
 * which no error of a request says: the answer does, entry by entry.
 */
export class BusHop {
  /** Whether entries are refused. */
  isRefusing = false;
  /** How many were. */
  refused = 0;
  private entries = 0;
  private server: LoopbackServer | undefined;

  constructor(private readonly onward: () => string) {}

  /** @returns the port that it listens on: the given one, or any where that is 0 */
  async start(port: number): Promise<number> {
    this.server = await serve(port, (incoming, answer) => {
      if (this.isRefusing && incoming.headers['x-amz-target'] === 'AWSEvents.PutEvents') {
        this.takePart({ incoming, answer }).catch(() => cutOff(incoming));
      } else passOn({ incoming, answer }, this.onward());
    });
    return this.server.port;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private async takePart({ incoming, answer }: Passing): Promise<void> {
    const asked = askedSchema.parse(JSON.parse((await buffer(incoming)).toString('utf8')));
    const isTaken = asked.Entries.map(() => (this.entries += 1) % 3 !== 0);
    const taken = asked.Entries.filter((_, index) => isTaken[index]);
    const count = isTaken.length - taken.length;
    this.refused += count;
    const end = (results: readonly unknown[]): void => {
      const rest = [...results];
      const Entries = isTaken.map((one) => (one ? rest.shift() : refused));
      answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      answer.end(JSON.stringify({ FailedEntryCount: count, Entries }));
    };
    if (taken.length === 0) {
      end([]);
      return;
    }
    const body = Buffer.from(JSON.stringify({ ...asked, Entries: taken }));
    const take = (answered: IncomingMessage): void => {
      buffer(answered).then(
        (text) => end(answeredSchema.parse(JSON.parse(text.toString('utf8'))).Entries),
        () => cutOff(incoming),
      );
    };
    passOn({ incoming, answer }, this.onward(), { body, take });
  }
}
