import * as z from 'zod';
import { AwsError } from '../server/aws-json';
import type { EventArchive } from '../template/rules';
import type { SystemTemplate } from '../template/template';
import type { Archives } from './archives';
import type { AcceptedEntry } from './put-events';

/** Hands an event to rules, and resolves when all of them have it. */
type Replay = (entry: AcceptedEntry, ruleArns: readonly string[] | undefined) => Promise<void>;

const nameSchema = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/);

const startSchema = z.object({
  ReplayName: nameSchema,
  EventSourceArn: z.string(),
  /** Seconds since 1970. */
  EventStartTime: z.number(),
  EventEndTime: z.number(),
  Destination: z.object({ Arn: z.string(), FilterArns: z.array(z.string()).min(1).optional() }),
});

type Started = z.infer<typeof startSchema>;

interface Course {
  readonly started: Started;
  readonly startedAt: number;
  state: 'RUNNING' | 'COMPLETED' | 'CANCELLED';
}

/** EventBridge's operations on archives and replays, by the names of their targets. */
export function replayApi(
  template: Pick<SystemTemplate, 'archives' | 'rules' | 'account' | 'region'>,
  archives: Archives,
  replay: Replay,
): Readonly<Record<string, (input: unknown) => unknown>> {
  const courses = new Map<string, Course>();
  const arnOf = (name: string): string => `arn:aws:events:${template.region}:${template.account}:replay/${name}`;
  const courseOf = (input: unknown): Course => {
    const { ReplayName: name } = read(z.object({ ReplayName: nameSchema }), input);
    return courses.get(name) ?? notThere(`Replay ${name} does not exist.`);
  };
  return {
    'AWSEvents.DescribeArchive': (input) => {
      const { ArchiveName: name } = read(z.object({ ArchiveName: z.string() }), input);
      const found = template.archives.find((archive) => archive.name === name);
      return described(found ?? notThere(`Archive ${name} does not exist.`), archives);
    },
    'AWSEvents.StartReplay': (input) => {
      const started = read(startSchema, input);
      const { ReplayName: name, EventSourceArn: source, EventStartTime: from, EventEndTime: until } = started;
      refuseWrong(started, template);
      if (courses.has(name)) throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
      const course: Course = { started, startedAt: Date.now() / 1000, state: 'RUNNING' };
      courses.set(name, course);
      void run(course, archives.between(source, from * 1000, until * 1000), replay);
      return { ReplayArn: arnOf(name), State: 'STARTING', ReplayStartTime: course.startedAt };
    },
    'AWSEvents.DescribeReplay': (input) => {
      const { started, startedAt, state } = courseOf(input);
      return { ...started, ReplayArn: arnOf(started.ReplayName), ReplayStartTime: startedAt, State: state };
    },
    'AWSEvents.CancelReplay': (input) => {
      const course = courseOf(input);
      const { ReplayName: name } = course.started;
      if (course.state !== 'RUNNING')
        throw new AwsError('IllegalStatusException', `Replay ${name} is not in a valid state for this operation.`);
      course.state = 'CANCELLED';
      return { ReplayArn: arnOf(name), State: 'CANCELLING' };
    },
  };
}

/** An event of a replay says of which, and keeps its own time. */
async function run(course: Course, entries: readonly AcceptedEntry[], replay: Replay): Promise<void> {
  const { ReplayName, Destination } = course.started;
  for (const entry of entries) {
    if (course.state !== 'RUNNING') return;
    await replay({ ...entry, event: { ...entry.event, 'replay-name': ReplayName } }, Destination.FilterArns);
  }
  course.state = 'COMPLETED';
}

function refuseWrong(
  { EventSourceArn, EventStartTime, EventEndTime, Destination: { Arn, FilterArns = [] } }: Started,
  { archives, rules }: Pick<SystemTemplate, 'archives' | 'rules'>,
): void {
  const archive = archives.find(({ arn }) => arn === EventSourceArn) ?? notThere(`${EventSourceArn} does not exist.`);
  const refuse = (why: string): never => {
    throw new AwsError('ValidationException', why);
  };
  if (archive.busArn !== Arn) refuse('Events are replayed to the bus of their archive only.');
  if (EventStartTime >= EventEndTime) refuse('EventStartTime has to be before EventEndTime.');
  const known = rules.filter(({ busName }) => busName === archive.busName).map(({ arn }) => arn);
  const unknown = FilterArns.find((arn) => !known.includes(arn));
  if (unknown !== undefined) refuse(`${unknown} is no rule of this bus.`);
}

function described({ name, arn, busArn, retentionDays }: EventArchive, archives: Archives): unknown {
  return {
    ArchiveName: name,
    ArchiveArn: arn,
    EventSourceArn: busArn,
    State: 'ENABLED',
    RetentionDays: retentionDays,
    EventCount: archives.of(arn).length,
  };
}

function read<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('ValidationException', z.prettifyError(parsed.error));
}

function notThere(message: string): never {
  throw new AwsError('ResourceNotFoundException', message);
}
