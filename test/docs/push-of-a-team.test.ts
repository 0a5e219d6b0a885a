import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { Code, Function as LambdaFunction, Runtime, type IFunction } from 'aws-cdk-lib/aws-lambda';
import ts from 'typescript';
import type { RefundAutomation } from '../../lib';
import { outcomeTypes, type Outcome } from '../../lambdas/outcomes/outcome';
import { compileEventPattern, matches } from '../../local/emulator/event-pattern/event-pattern';
import { inputOf, readTargetInput } from '../../local/emulator/event-pattern/target-input';
import { filmFailure } from '../fakes/film-failure';
import { World } from '../fakes/world';
import { resourceOf, TeamStack } from '../lib/synthesize';

type PushOutcomes = (scope: TeamStack, amends: RefundAutomation, pushes: IFunction) => void;

type Load = (module: object, exports: object, require: NodeJS.Require) => void;

/** The function that the page shows to teams whose app is to be woken by a push. */
function pushOutcomesOfPage(): PushOutcomes {
  const page = readFileSync(path.join(__dirname, '../../docs/where-it-happened.md'), 'utf8');
  const [, code] = /```ts\n(\/\/ team\/push\.ts\n[^]*?)```/.exec(page) ?? [];
  if (code === undefined) throw new Error('the page shows no team/push.ts');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const module = { exports: {} as { pushOutcomes?: PushOutcomes } };
  const load = runInThisContext(`(function (module, exports, require) {${outputText}\n})`) as Load;
  load(module, module.exports, createRequire(__filename));
  if (!module.exports.pushOutcomes) throw new Error('it exports no pushOutcomes');
  return module.exports.pushOutcomes;
}

interface RuleProperties {
  readonly EventPattern: object;
  readonly Targets: readonly { readonly InputTransformer: object }[];
}

function deployedRule(): RuleProperties {
  const stack = new TeamStack();
  const pushes = new LambdaFunction(stack, 'Pushes', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
  });
  pushOutcomesOfPage()(stack, stack.automation, pushes);
  return resourceOf(stack.template(), 'AWS::Events::Rule', 'PushOutcomes').Properties as unknown as RuleProperties;
}

const rule = deployedRule();

/** As it is on the bus. */
const onBus = (outcome: Outcome): object => ({
  source: 'amends',
  'detail-type': outcomeTypes[outcome.state],
  detail: JSON.parse(JSON.stringify(outcome)) as object,
});

async function issued(): Promise<Outcome> {
  const world = new World();
  await world.deliver(filmFailure());
  const [outcome] = world.outcomes.published;
  if (!outcome) throw new Error('nothing was published');
  return outcome;
}

it('a push of a team is woken by what was given, once, and by nothing else', async () => {
  const pattern = compileEventPattern(rule.EventPattern);
  const outcome = await issued();
  expect(matches(pattern, onBus(outcome))).toBe(true);
  expect(matches(pattern, onBus({ ...outcome, isForMail: true }))).toBe(false);
  expect(matches(pattern, onBus({ ...outcome, state: 'held' }))).toBe(false);
  expect(matches(pattern, { ...onBus(outcome), source: 'com.example.forger' })).toBe(false);
});

it('of the customer it hears who it is, and neither a name, an address nor an amount', async () => {
  const outcome = await issued();
  const [target] = rule.Targets;
  const handed = inputOf(readTargetInput({ InputTransformer: target?.InputTransformer as never }), onBus(outcome));
  expect(JSON.parse(handed)).toEqual({ customerId: 'cus_501', remedyId: outcome.remedyId });
});
