/** The parts of the local system that others can talk to, in the order of their ports. */
export const parts = [
  'eventbridge',
  'dynamodb',
  'mail',
  'queues',
  'secrets',
  'provider',
  'tableBrowser',
  'lambda',
] as const;

export type Part = (typeof parts)[number];

/** Where the ports begin unless another port is asked for. */
export const defaultBasePort = 4510;

const partNames: Readonly<Record<Part, string>> = {
  eventbridge: 'the event bus',
  dynamodb: 'the ledger',
  mail: 'the inbox',
  queues: 'the queues',
  secrets: 'the secrets',
  provider: 'the payment provider',
  tableBrowser: 'the table browser',
  lambda: 'the functions',
};

/** Somebody else listens on a port that the local system wants. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  constructor(
    readonly part: Part,
    readonly port: number,
    basePort: number,
  ) {
    super(
      `Port ${port} is taken, so ${partNames[part]} cannot listen there. ` +
        `Is the local system running already? Otherwise use other ports: npm start -- --port ${elsewhere(basePort)}`,
    );
  }
}

/** The wanted base leaves no room for all ports. */
export class BasePortError extends Error {
  override readonly name = 'BasePortError';
  constructor(readonly basePort: number) {
    super(
      `${basePort} is no base for ${parts.length} ports. Choose one from 1024 to ${lastBasePort}, or 0 for any free ports.`,
    );
  }
}

const lastBasePort = 65_535 - parts.length + 1;

/** Consecutive ports from a base on. From 0 on, each part takes any free port. */
export class Ports {
  constructor(readonly basePort: number) {
    const fits = Number.isInteger(basePort) && (basePort === 0 || (basePort >= 1 && basePort <= lastBasePort));
    if (!fits) throw new BasePortError(basePort);
  }

  /** Starts a part on its port. A taken port is reported in words that say what to do. */
  async open<Opened>(part: Part, start: (port: number) => Promise<Opened>): Promise<Opened> {
    const port = this.basePort === 0 ? 0 : this.basePort + parts.indexOf(part);
    try {
      return await start(port);
    } catch (error) {
      throw isTaken(error) ? new PortTakenError(part, port, this.basePort) : error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}

function elsewhere(basePort: number): number {
  return Math.min(basePort + 100, lastBasePort);
}
