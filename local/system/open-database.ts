import { usageTablesFor } from '../company/shop/usage-table';
import { startDatabaseProxy, type RequestListener } from '../emulator/engine/database-proxy';
import { createTables, type Engine } from '../emulator/engine/engine';
import type { InvocationRegister } from '../emulator/functions/invocation-register';
import type { Guard } from '../emulator/iam/guard';
import type { LoopbackServer } from '../emulator/server/loopback-server';
import type { SystemTemplate } from '../emulator/template/template';
import { databaseTroubles } from '../trouble/troubled-services';
import type { Troubles } from '../trouble/troubles';
import type { EmitSystemEvent } from './system-event';

interface DatabaseContext {
  readonly troubles: Troubles;
  readonly template: SystemTemplate;
  readonly register: InvocationRegister;
  readonly emit: EmitSystemEvent;
  readonly guard: Guard;
}

/** Creates the tables, that of the company's own among them, and starts the proxy in front of the engine. */
export async function openDatabase(
  engine: Engine,
  port: number,
  { template, register, emit, guard, troubles }: DatabaseContext,
): Promise<LoopbackServer> {
  const { tables, functions, region } = template;
  await createTables(engine.url, region, [...tables, ...usageTablesFor(functions, tables)]);
  const onRequest: RequestListener = (request, traceId) => {
    register.addRequest(traceId, request);
    emit({ kind: 'database-request', ...request, invocation: register.find(traceId) });
  };
  return startDatabaseProxy(engine.url, port, onRequest, guard, databaseTroubles(troubles, register));
}
