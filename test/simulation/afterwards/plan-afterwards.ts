import { failureCauses } from '../../../lambdas/model/judging/failure-causes';
import { incidentFixedType } from '../../../lambdas/model/judging/incident-fixed';
import { decideFix, viewFix } from '../../../lambdas/flow/follow/decide-fix';
import { sourceOf } from '../auditor/source-of';
import type { People } from '../people';
import { textAt, type Plain } from '../stored';
import type { World } from '../world';
import type { Letterbox } from './letterbox';
import { SimCustomers } from './sim-customers';
import { lookAtConversations } from './look-at-conversations';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Plans what customers and people do after the mails that say sorry: they write, are answered, are asked and say
 * whether it was made right; now and then somebody is erased, and somebody says that an incident is mended.
 *
 * @param troubledMs while the world's other troubles last
 * @param comesBack whether somebody comes back who said no: whoever looks after them does so often
 */
export function planAfterwards(
  world: World,
  letterbox: Letterbox,
  people: People,
  { troubledMs, comesBack }: { readonly troubledMs: number; readonly comesBack: boolean },
): void {
  const { random } = letterbox;
  const { scheduler } = world;
  const customers = new SimCustomers(world, letterbox, comesBack);
  letterbox.onMail = (mail, complain) => customers.get(mail, complain);
  letterbox.onHeard = (id) => customers.wasHeard(id);
  for (let visit = comesBack ? 40 : random.int(3, 12); visit > 0; visit--) {
    scheduler.after(random.int(0, troubledMs + 4 * dayMs), () => lookAtConversations(world, letterbox));
  }
  for (let hours = 1; hours * hourMs < troubledMs + 6 * dayMs; hours += 8) {
    scheduler.after(hours * hourMs, () => world.platform.run(letterbox.deployed.look, {}, () => undefined));
  }
  if (!comesBack && random.chance(0.3)) {
    for (let time = random.int(1, 3); time > 0; time--) {
      scheduler.after(random.int(0, troubledMs), () => people.erase(random.pick(['c1', 'c2'])));
    }
  }
  if (!comesBack && random.chance(0.2)) eraseOnTheWay(world, letterbox, people);
  // What there is to mend has failed by then, as a rule.
  if (random.chance(0.8)) scheduler.after(random.int(troubledMs / 4, troubledMs), () => mend(world, letterbox));
}

/** Some ask to be erased while a mail that follows up is asked for, and that takes a few minutes. */
function eraseOnTheWay(world: World, letterbox: Letterbox, people: People): void {
  const { random } = letterbox;
  letterbox.onWay = ({ detail }) => {
    if (textAt(detail as Plain, 'followUp') === '' || !random.chance(0.4)) return 0;
    world.trace.count('customers: erased while they are followed up');
    world.scheduler.after(random.int(0, 2_000), () => people.erase(textAt(detail as Plain, 'customerId')));
    return random.int(1, 9) * minuteMs;
  };
}

/** Whoever looks after what failed says that it is mended, and a person lets the mails go that say so. */
function mend(world: World, { random }: Letterbox): void {
  const hurt = world.records().filter((record) => textAt(record, 'incidentId') !== '');
  if (hurt.length === 0) return;
  const record = random.pick(hurt);
  const incidentId = textAt(record, 'incidentId');
  const fixedAt = new Date(world.scheduler.now).toISOString();
  const cause = random.pick([...failureCauses]);
  world.trace.count('incidents mended');
  const detail = { schemaVersion: 1, incidentId, cause, fixedAt, by: 'the team of films' };
  world.bus.accept(sourceOf(textAt(record, 'type')), incidentFixedType, detail);
  const decideAfterMs = random.int(minuteMs, 2 * dayMs);
  for (let time = random.chance(0.3) ? 2 : 1; time > 0; time--) {
    world.scheduler.after(decideAfterMs, () => {
      const verdict = random.chance(0.6) ? ('tell' as const) : ('keep-silent' as const);
      world.platform.run(
        world.functions.operatorApi,
        async (ports: Parameters<typeof decideFix>[1]) => {
          const view = await viewFix(incidentId, ports);
          if (!view) return undefined;
          const decided = { incidentId, actor: 'ann', why: 'it is right', verdict, expectedVersion: view.fix.version };
          world.auditor.fixDecided(incidentId, verdict);
          return decideFix(decided, ports);
        },
        () => undefined,
      );
    });
  }
}
