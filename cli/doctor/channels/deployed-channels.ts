import * as z from 'zod/mini';
import { ofType, type DeployedFunction, type Deployment } from '../stage/deployment';

/** A channel, as its functions say it. */
export interface DeployedChannel {
  /** `facebook`, `sms`. */
  readonly name: string;
  /** Reads what customers wrote: what is in front of it has been believed. */
  readonly reading: DeployedFunction;
  /** Behind the public URL. Undefined where AWS tells by a topic. */
  readonly door: DeployedFunction | undefined;
  /** The ARN of that topic. Undefined where the network calls a URL, or nobody sees it. */
  readonly topicArn: string | undefined;
  /** What the deployment says about the channel. */
  readonly settings: unknown;
}

/** The channels of a stage. Whatever else reads messages and webhooks has other settings. */
export function channelsIn(deployment: Deployment): readonly DeployedChannel[] {
  const { functions } = deployment;
  return functions.flatMap((reading) => {
    const name = /^(.+)-messages$/.exec(reading.service)?.[1];
    if (name === undefined || reading.environment['COMPLAINTS'] === undefined) return [];
    const door = functions.find(
      ({ service, environment }) => service === `${name}-webhook` && environment['CHANNEL'] !== undefined,
    );
    const settings = json((door ?? reading).environment['CHANNEL']);
    return [{ name, reading, door, topicArn: door ? undefined : topicOf(name, deployment), settings }];
  });
}

/** CDK leaves what is no letter or digit out of ids. */
function topicOf(name: string, { resources }: Deployment): string | undefined {
  const id = `Channel${name.replace(/[^A-Za-z0-9]/g, '')}HearTopic`;
  return ofType(resources, 'AWS::SNS::Topic').find(({ logicalId }) => logicalId.includes(id))?.physicalId;
}

const begunSchema = z.array(z.object({ name: z.string(), dayBudgetUsdMicros: z.number() }));

/** What the messages that are begun on a channel may cost in one day, in US dollars. Undefined where none are. */
export function dayBudgetUsd({ functions }: Deployment, name: string): number | undefined {
  const [text] = functions.flatMap(({ environment }) => environment['MESSAGE_CHANNELS'] ?? []);
  const begun = begunSchema.safeParse(json(text)).data ?? [];
  const micros = begun.find((channel) => channel.name === name)?.dayBudgetUsdMicros;
  return micros === undefined ? undefined : micros / 1_000_000;
}

export function json(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
