import { rehearse } from '../../cli/rehearse/rehearsal';
import { definitions } from '../../cli/rehearse/rules-file';
import { optionsOf } from '../../lambdas/failures/definition/policy';
import type { Order, Orders } from '../../lambdas/shop/order';
import { reportedFailure } from '../../lambdas/reports/reported-failure';
import { reportSource } from '../../lambdas/reports/report-source';
import { limitsOf } from '../../lambdas/runtime/environment/limit-overrides';
import type { SystemTemplate } from '../emulator/template/template';
import type { ByPolicy } from './debrief';
import type { Scenario } from './scenario';

/** What a scenario is about, as the shop knows it. */
export interface ReportedScenario {
  readonly begins: Scenario['begins'];
  /** To the one question about it. */
  readonly answer: string | undefined;
  readonly customer: Orders['customer'];
  readonly order: Order;
}

/** What the policies and limits of this deployment give for it, for a customer to whom nothing else has happened. */
export function byPolicy(
  { begins, answer, customer, order }: ReportedScenario,
  template: Pick<SystemTemplate, 'rules' | 'functions'>,
  now: Date,
): ByPolicy {
  const line = order.lines.find(({ lineId }) => lineId === begins.line);
  if (!line) return { outcome: 'refused', kinds: '', amounts: [], reasons: ['the shop knows no such line'] };
  const report = { orderId: order.orderId, lineId: line.lineId, mishap: begins.what, answer };
  const { type, detail } = reportedFailure(report, { customer, order, line }, now);
  const environment = environmentOf(type, template);
  const policies = textIn(environment['POLICY']);
  const rules = {
    name: 'as deployed',
    limits: limitsOf(textIn(environment['LIMITS'])),
    optionsOf: (wanted: string) => {
      const policy = definitions.find((known) => known.type === wanted)?.policy;
      return policy && optionsOf(wanted, policy, policies);
    },
  };
  const [rehearsed] = rehearse([{ source: reportSource, type, detail, at: now.toISOString() }], rules, definitions);
  return rehearsed ?? { outcome: 'none', kinds: '', amounts: [], reasons: [] };
}

function textIn(text = '{}'): unknown {
  return JSON.parse(text);
}

/** The function that takes failures of that type. */
function environmentOf(
  type: string,
  { rules, functions }: Pick<SystemTemplate, 'rules' | 'functions'>,
): Readonly<Record<string, string>> {
  const taking = rules.filter(({ written }) => JSON.stringify(written['detail-type'] ?? '').includes(`"${type}"`));
  const arns = taking.flatMap(({ targets }) => targets.map(({ arn }) => arn));
  const found = functions.find(
    ({ name, environment }) =>
      environment['POLICY'] !== undefined && arns.some((arn) => arn.endsWith(`:${name}`) || arn === name),
  );
  return found?.environment ?? {};
}
