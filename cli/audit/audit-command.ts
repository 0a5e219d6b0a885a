import { InvalidArgumentError, type Command } from 'commander';
import * as z from 'zod/mini';
import type { AuditEvent } from '../../lambdas/audit/audit-event';
import { pseudonymOf } from '../../lambdas/audit/pseudonym';
import { responseSchemas, type AuditView } from '../../lambdas/operator-api/response-schemas';
import type { Session } from '../commands/session';
import { auditPage } from './audit-page';

interface Wanted {
  readonly day?: string;
  readonly of?: string;
  readonly by?: string;
}

/** The command that reads the audit trail. It stands in the trail itself. */
export function addAuditCommand(program: Command, session: Session): void {
  program
    .command('audit')
    .description('show who decided, switched, erased and read what on one day, and what was refused')
    .option('--day <date>', 'in UTC, such as 2026-11-28 (today)', dateText)
    .option('--of <id>', 'only what is about this remedy, customer, incident, type or account')
    .option('--by <text>', 'only what somebody did whose ARN or name contains this')
    .action(async ({ day = new Date().toISOString().slice(0, 10), of, by }: Wanted) => {
      const events = await allOf(day, session);
      const wanted = events.filter((event) => isAbout(event, of) && isBy(event, by));
      session.print(responseSchemas.listAudit, { events: wanted }, (page) => auditPage(day, page.events));
    });
}

async function allOf(day: string, session: Session): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  let next: string | undefined;
  do {
    const query = { day, limit: '500', ...(next !== undefined && { after: next }) };
    const page: AuditView = responseSchemas.listAudit.parse(await session.client().get(['audit'], query));
    events.push(...page.events);
    next = page.next;
  } while (next !== undefined);
  return events;
}

function isAbout({ about }: AuditEvent, id: string | undefined): boolean {
  return id === undefined || Object.values(about).includes(pseudonymOf(id));
}

function isBy({ actor = '', person = '' }: AuditEvent, text: string | undefined): boolean {
  return text === undefined || [actor, person].some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

function dateText(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('It has to be a day such as 2026-11-28.');
  return text;
}
