import { Option, type Command } from 'commander';
import type * as z from 'zod/mini';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { reportResponseSchemas } from '../../lambdas/operator-api/reports/report-schemas';
import { mishaps, type Mishap } from '../../lambdas/reports/mishaps';
import type { Session } from '../commands/session';
import { tableOf } from '../pages/table';

interface Reporting {
  readonly what: Mishap;
  readonly answer?: string;
  readonly comment?: string;
  readonly photo?: readonly string[];
}

/** Commands of whoever says in a customer's name what went wrong. */
export function addReportCommands(program: Command, session: Session): void {
  const reports = program.command('reports').description('say in the name of a customer what went wrong');
  reports
    .command('orders')
    .description('show what a customer has bought, as the shop says it')
    .argument('<customerId>')
    .action(async (customerId: string) => {
      const response = await session.client().get(['customers', idInPath(customerId), 'orders']);
      session.print(reportResponseSchemas.showOrders, response, ordersPage);
    });
  reports
    .command('choices')
    .description('show what can have happened to a line of an order, and what is asked about it')
    .argument('<customerId>')
    .argument('<orderId>')
    .argument('<lineId>')
    .action(async (customerId: string, orderId: string, lineId: string) => {
      const place = ['customers', customerId, 'orders', orderId, 'lines', lineId];
      const response = await session.client().get(place.map((each) => idInPath(each)));
      session.print(reportResponseSchemas.showLine, response, linePage);
    });
  addMakeCommand(reports, session);
}

function addMakeCommand(reports: Command, session: Session): void {
  reports
    .command('make')
    .description('report it: it is published, and decided as ever')
    .argument('<customerId>')
    .argument('<orderId>')
    .argument('<lineId>')
    .addOption(new Option('--what <what>', 'what happened').choices(mishaps).makeOptionMandatory())
    .option('--answer <text>', 'to the question about it, as `reports choices` shows it')
    .option('--comment <text>', 'what the customer said: kept with their address, and erased with it')
    .option('--photo <reference...>', 'references to photos that the shop has')
    .action(async (customerId: string, orderId: string, lineId: string, reporting: Reporting) => {
      const { what, answer, comment, photo: photos } = reporting;
      const seenAt = session.context.clock().toISOString();
      const body = { customerId, orderId, lineId, what, answer, comment, photos, seenAt };
      const response = await session.client().post(['reports'], body);
      session.print(reportResponseSchemas.makeReport, response, ({ remedyId }) =>
        [`Reported. What comes of it:`, `  amends holds show ${customerId} ${remedyId}`].join('\n'),
      );
    });
}

function ordersPage({ orders }: z.infer<typeof reportResponseSchemas.showOrders>): string {
  if (orders.length === 0) return 'The shop shows no order of this customer.';
  const rows = orders.flatMap(({ orderId, purchasedAt, lines }) =>
    lines.map(({ lineId, title, quantity }) => [orderId, lineId, title, String(quantity), purchasedAt]),
  );
  return tableOf(['ORDER', 'LINE', 'TITLE', 'PIECES', 'BOUGHT'], rows);
}

function linePage({ title, choices }: z.infer<typeof reportResponseSchemas.showLine>): string {
  if (choices.length === 0) return `${title}: nothing of what can be reported can have happened to it.`;
  const rows = choices.map(({ what, question }) => [
    what,
    question?.asks ?? '',
    (question?.choices ?? question?.startedAt ?? []).join(', '),
  ]);
  return `${title}\n\n${tableOf(['WHAT', 'ASKS', 'ANSWERS'], rows)}`;
}
