import type { Activity } from '../server/activity';
import type { Archives } from './archives';
import { matches } from '../event-pattern/event-pattern';
import type { InvocationRegister } from '../functions/invocation-register';
import type { EventFacts, Emit } from '../events/emulator-event';
import { queueName } from '../queues/queues';
import { maySend } from '../template/queues';
import type { Rule, RuleTarget } from '../template/rules';
import { inputOf } from '../event-pattern/target-input';
import { deadLetterAttributes, deliver, type FailedDelivery } from './delivery';
import type { AcceptedEntry, EventEnvelope, ReadEntry } from './put-events';
import type { Subscription } from './subscription';
import { targetOf, type TargetContext } from './target';

/** What the bus needs of the rest of the system. */
export interface BusContext extends TargetContext {
  readonly register: InvocationRegister;
  readonly activity: Activity;
  readonly emit: Emit;
  /** Waits before delivering an event to a target again. */
  readonly retryWaitsMs: readonly number[];
}

/** Delivers each event to the targets of the rules that match it, and to subscribers. */
export class EventRouter {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly context: BusContext,
    private readonly archives: Archives,
    private readonly stopping: AbortSignal,
  ) {}

  /** Subscribes another system to the events that match. */
  subscribe(subscription: Subscription): void {
    this.subscriptions.push(subscription);
  }

  /** Takes an entry of PutEvents. Its delivery continues in the background. */
  take(entry: ReadEntry, cause: string | undefined): void {
    const publishedBy = this.context.register.find(cause);
    if (!entry.accepted) {
      const { errorCode, errorMessage, source, detailType } = entry;
      this.context.emit({ kind: 'event-refused', errorCode, errorMessage, source, detailType, publishedBy });
      return;
    }
    this.archives.keep(entry);
    const rules = this.rulesFor(entry);
    const subscriptions = this.subscriptionsFor(entry);
    const facts = factsOf(entry);
    const { detail } = entry.event;
    this.context.emit({ kind: 'event-accepted', ...facts, detail, rules: rules.map(({ name }) => name), publishedBy });
    if (rules.length === 0 && subscriptions.every(({ looksOn = false }) => looksOn)) {
      this.context.emit({
        kind: 'event-unmatched',
        ...facts,
        reason: this.whyUnmatched(entry),
        expectedSources: this.expectedSources(entry),
      });
    }
    for (const rule of rules) {
      for (const target of rule.targets) {
        void this.context.activity.during(() => this.route(entry, rule, target, entry.traceHeader ?? cause));
      }
    }
    for (const { take } of subscriptions) void this.context.activity.during(async () => take(entry.event));
  }

  /**
   * Hands an event that was kept to the rules that take it, and resolves when all have it.
   *
   * @param ruleArns the only rules that are asked; without it all of them
   */
  async replay(entry: AcceptedEntry, ruleArns: readonly string[] | undefined): Promise<void> {
    const rules = this.rulesFor(entry).filter(({ arn }) => ruleArns === undefined || ruleArns.includes(arn));
    await Promise.all(
      rules.flatMap((rule) =>
        rule.targets.map((target) =>
          this.context.activity.during(() => this.route(entry, rule, target, entry.traceHeader)),
        ),
      ),
    );
  }

  private subscriptionsFor({ busName, event }: AcceptedEntry): Subscription[] {
    return this.subscriptions.filter(({ busName: at, pattern }) => at === busName && matches(pattern, event));
  }

  private rulesFor({ busName, event }: AcceptedEntry): Rule[] {
    return this.context.template.rules.filter((rule) => rule.busName === busName && matches(rule.pattern, event));
  }

  private whyUnmatched({ busName }: AcceptedEntry): 'no-rule' | 'unknown-bus' {
    // EventBridge accepts events for a bus that does not exist, and drops them.
    return this.context.template.buses.includes(busName) ? 'no-rule' : 'unknown-bus';
  }

  private expectedSources({ busName, event }: AcceptedEntry): string[] {
    const written = this.context.template.rules
      .filter((rule) => rule.busName === busName)
      .map((rule) => rule.written)
      .filter((pattern) => textsIn(pattern['detail-type']).includes(event['detail-type']));
    const sources = written.flatMap((pattern) => textsIn(pattern['source']));
    return sources.includes(event.source) ? [] : [...new Set(sources)];
  }

  private async route(
    entry: AcceptedEntry,
    rule: Rule,
    ruleTarget: RuleTarget,
    cause: string | undefined,
  ): Promise<void> {
    const target = targetOf(ruleTarget, this.context);
    const deliverOnce = async (): Promise<void> => target.take(rule, inputOf(ruleTarget.input, entry.event), cause);
    const end = await deliver(deliverOnce, ruleTarget, this.context.retryWaitsMs, this.stopping);
    if (this.stopping.aborted) return;
    if (!end.delivered) return this.keep(entry, rule, ruleTarget, end);
    const { kind, name } = target;
    this.context.emit({ kind: 'event-delivered', ...factsOf(entry), rule: rule.name, target: { kind, name } });
  }

  /**
   * Sends an event that the target did not accept to the target's dead-letter queue, if there is one that accepts it.
   */
  private async keep(entry: AcceptedEntry, rule: Rule, target: RuleTarget, end: FailedDelivery): Promise<void> {
    const { eventId, detailType } = factsOf(entry);
    const reason = end.error.code;
    const kept = await this.sendDeadLetter(entry, rule, target, end);
    if (kept.kept) {
      const { queueName } = kept;
      this.context.emit({ kind: 'dead-lettered', queueName, givenUpBy: 'rule-target', reason, eventId, detailType });
    } else {
      this.context.emit({ kind: 'event-lost', eventId, detailType, reason: `${reason}, and ${kept.why}` });
    }
  }

  private async sendDeadLetter(
    { event }: AcceptedEntry,
    rule: Rule,
    target: RuleTarget,
    end: FailedDelivery,
  ): Promise<{ readonly kept: true; readonly queueName: string } | { readonly kept: false; readonly why: string }> {
    const { queues, template } = this.context;
    const arn = target.deadLetterArn;
    if (arn === undefined) return { kept: false, why: `target ${target.id} of ${rule.name} has no dead-letter queue` };
    const name = queueName(arn);
    if (!maySend(template.queueStatements, arn, rule.arn)) {
      return { kept: false, why: `${rule.name} may not send to ${name}` };
    }
    try {
      await queues.send(arn, JSON.stringify(event), deadLetterAttributes(rule, target, end));
      return { kept: true, queueName: name };
    } catch (error) {
      return { kept: false, why: `${name} did not accept it: ${String(error)}` };
    }
  }
}

/** The literal values that a field of a pattern allows. */
function textsIn(field: unknown): string[] {
  return Array.isArray(field) ? field.filter((value) => typeof value === 'string') : [];
}

function factsOf({ busName, event }: { readonly busName: string; readonly event: EventEnvelope }): EventFacts {
  return { eventId: event.id, busName, source: event.source, detailType: event['detail-type'] };
}
