import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { parcelsDetector } from '../../lambdas/detect/parcels/parcels';
import { playbackDetector } from '../../lambdas/detect/playback/playback';
import { healthDetector, heardEvents, type HeardEvents } from '../../lambdas/detect/health/health';
import { ticketsDetector } from '../../lambdas/detect/tickets/tickets';
import type { Usage } from './usage';
import { isServiceUrl } from '../options/service-endpoint';
import { detectorOptions, sourceOfDetector, type DetectorDefinition } from '../../lambdas/detect/definition/detector';

/** What a deployment says of a detector. */
export interface DetectorOptions<Options extends object = object> {
  /** The secret with which whoever sends the signals signs them, as a plain string. */
  readonly signalSecret: ISecret;
  /**
   * Options of its judgement that differ from the defaults. They are documented beside their defaults, in the
   * detector's `options.ts`.
   *
   * @default - the defaults of the detector
   */
  readonly options?: Partial<Options> | undefined;
  /**
   * Within how many hours at least one signal comes on any usual day: whole hours from 1 to 168. If none comes for
   * longer, an alarm rings: a detector that hears nothing looks like a perfect day.
   *
   * @default 24
   */
  readonly signalsEveryHours?: number | undefined;
}

/** What a deployment says of a detector whose signals may come from pages of browsers. */
export interface BrowserDetectorOptions<Options extends object = object> extends DetectorOptions<Options> {
  /**
   * From which origins a page in a browser may send signals, such as `https://films.example.com`. Whoever is not in a
   * browser is not asked, so it is no protection: signals have to be signed as ever.
   *
   * @default - from none: a browser refuses to send across origins
   */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** What a deployment says of the detector of service health. */
export interface HealthDetectorOptions<Options extends object = object> extends DetectorOptions<Options> {
  /**
   * Who says who used a service while it was down: a table or a function of yours.
   *
   * @default - the shop, by HTTP
   */
  readonly usage?: Usage | undefined;
}

/** What a deployment says of a detector of its own. */
export interface OwnDetectorOptions<Options extends object = object> extends BrowserDetectorOptions<Options> {
  /** The absolute path of the file that exports its function: `export const handler = detectorHandler(trains)`. */
  readonly entry: string;
  /** The absolute path of the file that exports its public function: `handler = doorHandler(trainDoor)`. */
  readonly doorEntry: string;
}

/** What the app has to know of a detector. The rest of it is its functions' business. */
export type DefinedDetector<Options extends object = object> = Pick<
  DetectorDefinition<never, never, Options>,
  'name' | 'types' | 'optionsSchema' | 'defaults'
>;

/** What only some of ours have. */
interface Own {
  readonly usage?: Usage | undefined;
  readonly hears?: readonly HeardEvents[] | undefined;
  readonly pages?: boolean | undefined;
}

type OptionsOf<Definition> = Definition extends { readonly defaults: infer Options extends object } ? Options : never;

/** Something that sees failures in the signals of others, and publishes them from a source of its own. */
export class Detector {
  /**
   * Parcels, by the webhook events of EasyPost's trackers: `ParcelLost` and `DeliveryLate`.
   *
   * @throws Error where an option does not exist
   */
  static parcels(options: DetectorOptions<OptionsOf<typeof parcelsDetector>>): Detector {
    return new Detector(parcelsDetector, {
      ...options,
      entry: 'detect/parcels/handler.ts',
      doorEntry: 'detect/parcels/door-handler.ts',
    });
  }

  /**
   * Films that stall, by the event reports of players (CMCD version 2, CTA-5004-B): `VideoPlaybackFailed`.
   *
   * @throws Error where an option does not exist, or an origin is none
   */
  static playback(options: BrowserDetectorOptions<OptionsOf<typeof playbackDetector>>): Detector {
    return new Detector(playbackDetector, {
      ...options,
      entry: 'detect/playback/handler.ts',
      doorEntry: 'detect/playback/door-handler.ts',
    });
  }

  /**
   * Outages of services, by CloudWatch alarms and AWS Health on the account's default bus, by PagerDuty's webhooks and
   * those of a Statuspage: `ServiceOutage` for each customer who used the service, at a pace that `options` sets, as
   * one incident. Which alarm means which service is set there, too; `usage`, or else the `shop`, says who used it.
   *
   * @throws Error where an option does not exist or the URL is not https
   */
  static health(options: HealthDetectorOptions<OptionsOf<typeof healthDetector>>): Detector {
    return new Detector(healthDetector, {
      ...options,
      entry: 'detect/outages/handler.ts',
      doorEntry: 'detect/health/door-handler.ts',
      hears: heardEvents(options.options ?? {}),
      pages: true,
    });
  }

  /**
   * What customers have told a help desk, by Zendesk's webhooks for ticket events: the failures that they could report
   * themselves. Which tickets report which failure is set in `options.kinds`.
   *
   * @throws Error where an option does not exist or the URL is not https
   */
  static tickets(options: DetectorOptions<OptionsOf<typeof ticketsDetector>>): Detector {
    return new Detector(ticketsDetector, {
      ...options,
      entry: 'detect/tickets/handler.ts',
      doorEntry: 'detect/tickets/door-handler.ts',
    });
  }

  /**
   * A detector of your own, defined with `defineDetector` of `amends/detect`.
   *
   * @throws Error where an option or a file does not exist
   */
  static of<Options extends object>(
    definition: DefinedDetector<Options>,
    options: OwnDetectorOptions<Options>,
  ): Detector {
    for (const entry of [options.entry, options.doorEntry]) {
      if (isAbsolute(entry) && existsSync(entry)) continue;
      throw new Error(
        `The detector ${definition.name} has its function in ${entry}, which is no absolute path of a file.`,
      );
    }
    return new Detector(definition, options);
  }

  readonly name: string;
  /** The event source of what it publishes. */
  readonly source: string;
  /** The failure types that it can publish. */
  readonly types: readonly string[];
  /** Options that differ from the defaults. */
  readonly options: object;
  readonly signalSecret: ISecret;
  readonly signalsEveryHours: number;
  readonly entry: string;
  readonly doorEntry: string;
  readonly allowedOrigins: readonly string[];
  /** Events of the account's default bus that are signals. */
  readonly hears: readonly HeardEvents[];
  /** Whether it tells the customers of one signal page by page. */
  readonly pages: boolean;
  /** Who says who was affected, if not the shop. */
  readonly usage: Usage | undefined;

  private constructor(
    definition: DefinedDetector,
    { signalSecret, options = {}, signalsEveryHours = 24, allowedOrigins = [], ...more }: OwnDetectorOptions & Own,
  ) {
    if (!/^[a-z][a-z0-9-]*$/.test(definition.name)) {
      throw new Error(`A detector is called in kebab-case, such as train-delays, and not "${definition.name}".`);
    }
    detectorOptions(definition, options);
    this.name = definition.name;
    this.source = sourceOfDetector(definition);
    this.types = definition.types.map(({ type }) => type);
    this.options = options;
    this.signalSecret = signalSecret;
    this.signalsEveryHours = checkedHours(definition.name, signalsEveryHours);
    this.entry = more.entry;
    this.doorEntry = more.doorEntry;
    this.hears = more.hears ?? [];
    this.pages = more.pages ?? false;
    this.usage = more.usage;
    this.allowedOrigins = allowedOrigins.map((origin) => checkedOrigin(definition.name, origin));
  }
}

/** A browser names an origin without a path, and compares it letter by letter. */
function checkedOrigin(name: string, origin: string): string {
  if (isServiceUrl(origin) && new URL(origin).origin === origin) return origin;
  throw new Error(`${name}: an allowed origin is one such as https://films.example.com, and not ${origin}`);
}

/** CloudWatch looks back for a week. */
function checkedHours(name: string, hours: number): number {
  if (Number.isInteger(hours) && hours >= 1 && hours <= 168) return hours;
  throw new Error(`${name}: signalsEveryHours is a whole number from 1 to 168, and not ${hours}`);
}
