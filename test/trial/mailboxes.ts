import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { loopback } from '../../local/emulator/server/loopback-server';

/** All mailboxes outside of the deployment: customers' and the company's. The emulator hands each mail on to here. */
export class Mailboxes {
  /** In the order in which they came. */
  readonly received: ParsedMail[] = [];
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, _session, answer) => {
        simpleParser(stream).then(
          (mail) => {
            this.received.push(mail);
            answer();
          },
          (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
        );
      },
    });
  }

  static async open(): Promise<Mailboxes> {
    const mailboxes = new Mailboxes();
    await new Promise<void>((resolve, reject) => {
      mailboxes.server.once('error', reject);
      mailboxes.server.listen(0, loopback, resolve);
    });
    return mailboxes;
  }

  /** Where mails are taken, as `host:port`. */
  get address(): string {
    const address = this.server.server.address();
    if (address === null || typeof address !== 'object') throw new Error('The mailboxes are not open.');
    return `${loopback}:${address.port}`;
  }

  /** What lies in one of them, oldest first. */
  of(address: string): readonly ParsedMail[] {
    return this.received.filter(({ to }) =>
      [to ?? []].flat().some(({ value }) => value.some((recipient) => recipient.address === address)),
    );
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
