import { serve } from '../emulator/server/loopback-server';

/** The services of the local system that others can talk to, in the order of their ports. */
export const serviceNames = [
  'eventbridge',
  'dynamodb',
  'mail',
  'queues',
  'secrets',
  'provider',
  'tableBrowser',
  'lambda',
  'objects',
  'console',
  'athena',
  'shop',
  'smtp',
] as const;

export type ServiceName = (typeof serviceNames)[number];

/** The first port unless another one is asked for. */
export const defaultBasePort = 4510;

const titles: Readonly<Record<ServiceName, string>> = {
  eventbridge: 'the event bus',
  dynamodb: 'the ledger',
  mail: 'the inbox',
  queues: 'the queues',
  secrets: 'the secrets',
  provider: 'the payment provider',
  tableBrowser: 'the table browser',
  lambda: 'the functions',
  objects: 'the objects',
  console: 'the console',
  athena: 'the questions to the figures',
  shop: 'the shop',
  smtp: 'the mail that comes',
};

/** Another process listens on a port that the local system needs. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  constructor(
    readonly service: ServiceName,
    readonly port: number,
    basePort: number,
  ) {
    super(
      `Port ${port} is taken, so ${titles[service]} cannot listen there. ` +
        `Is the local system running already? Otherwise use other ports: npm start -- --port ${otherBase(basePort)}`,
    );
  }
}

/** Not all ports fit above the wanted first port. */
export class BasePortError extends Error {
  override readonly name = 'BasePortError';
  constructor(readonly basePort: number) {
    super(
      `The local system needs ${serviceNames.length} consecutive ports and cannot begin at ${basePort}. ` +
        `Choose a first port from 1024 to ${lastBasePort}, or 0 for any free ports.`,
    );
  }
}

const lastBasePort = 65_535 - serviceNames.length + 1;

/** Consecutive ports from a base on. From 0 on, each service takes any free port. */
export class Ports {
  constructor(readonly basePort: number) {
    const fits = Number.isInteger(basePort) && (basePort === 0 || (basePort >= 1 && basePort <= lastBasePort));
    if (!fits) throw new BasePortError(basePort);
  }

  /**
   * Starts a service on its port.
   *
   * @throws {@link PortTakenError} with the command that uses other ports
   */
  async open<Opened>(service: ServiceName, start: (port: number) => Promise<Opened>): Promise<Opened> {
    const port = this.basePort === 0 ? 0 : this.basePort + serviceNames.indexOf(service);
    try {
      return await start(port);
    } catch (error) {
      throw isTaken(error) ? new PortTakenError(service, port, this.basePort) : error;
    }
  }

  /** @throws {@link PortTakenError} at once, where a port is taken that is wanted */
  async check(isWanted: (name: ServiceName) => boolean): Promise<void> {
    for (const name of serviceNames.filter(isWanted)) {
      const server = await this.open(name, (port) => serve(port, () => undefined));
      await server.stop();
    }
  }
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
}

function otherBase(basePort: number): number {
  return Math.min(basePort + 100, lastBasePort);
}

/** Where each service is that every system has. */
export type ServiceUrls = Readonly<Record<Exclude<ServiceName, 'tableBrowser' | 'console'>, string>>;

export function urlsOf(services: Readonly<Record<keyof ServiceUrls, { readonly url: string }>>): ServiceUrls {
  const { athena, eventbridge, dynamodb, mail, queues, secrets, provider, lambda, objects, shop, smtp } = services;
  return {
    athena: athena.url,
    eventbridge: eventbridge.url,
    dynamodb: dynamodb.url,
    mail: mail.url,
    queues: queues.url,
    secrets: secrets.url,
    provider: provider.url,
    lambda: lambda.url,
    objects: objects.url,
    shop: shop.url,
    smtp: smtp.url,
  };
}
