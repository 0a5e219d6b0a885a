import * as z from 'zod';
import { startConnectApi, type ConnectApi } from '../../emulator/connect/connect-api';
import { ConnectInstance } from '../../emulator/connect/connect-instance';
import type { Bus } from '../../emulator/bus/bus';
import type { Guard } from '../../emulator/iam/guard';
import type { SystemTemplate } from '../../emulator/template/template';
import type { Shutdown } from '../shutdown';

/** The contact center of a local system, whose agents call customers. */
export interface LocalPhone {
  readonly instance: ConnectInstance;
  readonly api: ConnectApi;
  /** The attribute by which an agent notes that nobody was reached. */
  noteNobody(contactId: string): void;
}

export interface PhoneServices {
  readonly template: Pick<SystemTemplate, 'functions' | 'contactFlows' | 'rules'>;
  readonly bus: Pick<Bus, 'publish'>;
  readonly guard: Guard;
  readonly clock: () => Date;
  readonly shutdown: Shutdown;
}

const settingSchema = z.object({ instanceId: z.string(), queueId: z.string() });

const patternSchema = z.object({ detail: z.object({ instanceArn: z.array(z.string()) }) });

/** How often it is looked what time alone brings. */
const lookEveryMs = 1_000;

/** Starts the instance that the template names, with the flows that it makes. Undefined where it names none. */
export async function startPhone(services: PhoneServices): Promise<LocalPhone | undefined> {
  const { template, bus, guard, clock, shutdown } = services;
  const named = template.functions.flatMap(({ environment }) => environment['PHONE'] ?? [])[0];
  if (named === undefined) return undefined;
  const { instanceId, queueId } = settingSchema.parse(JSON.parse(named));
  const { rules, contactFlows } = template;
  const arns = rules.flatMap(({ written }) => patternSchema.safeParse(written).data?.detail.instanceArn ?? []);
  const instanceArn = arns.find((arn) => arn.endsWith(`:instance/${instanceId}`));
  if (instanceArn === undefined) throw new Error(`No rule of the template hears of the instance ${instanceId}.`);
  const instance = new ConnectInstance({
    instanceArn,
    queueId,
    flows: new Map(contactFlows.map(({ id, flow }) => [id, flow])),
    clock,
    publish: (event) => bus.publish(event, undefined),
  });
  const api = await shutdown.start(startConnectApi(instance, guard));
  const timer = setInterval(() => instance.tick(), lookEveryMs);
  await shutdown.add(async () => clearInterval(timer));
  return { instance, api, noteNobody: (contactId) => instance.setAttribute(contactId, 'amendsReached', 'no') };
}
