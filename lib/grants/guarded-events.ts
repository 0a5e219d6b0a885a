/** Events that a role may publish from one source: failures of a type, or responses of a partner. */
export interface PublishedEvents {
  readonly source: string;
  /** The detail-types. */
  readonly types: readonly string[];
}

/** A role that may publish one type from one source. */
export interface GrantedEvent {
  /** The ARN of a role that was granted it, or the sessions of a function of ours. */
  readonly publisher: string;
  readonly source: string;
  readonly type: string;
}

/** Events that the same roles may publish, so that one statement denies them to everybody else. */
export interface GuardedEvents {
  /** What a statement has to name of them. Two lists of which one says it all would take a third of the policy. */
  readonly named: 'sources' | 'types' | 'both';
  readonly sources: readonly string[];
  readonly types: readonly string[];
  /** The roles. Empty where nobody is granted, and then everybody is denied. */
  readonly publishers: readonly string[];
}

interface Event {
  readonly source: string;
  readonly type: string;
}

/**
 * All events that are handled, by who may publish them.
 *
 * To IAM the sources and the types of a request are two sets, and not pairs: a statement denies every source that it
 * names with every type. So events share one only where none of these combinations belongs to somebody else.
 */
export function guardedEvents(
  published: readonly PublishedEvents[],
  granted: readonly GrantedEvent[],
  sharedBus: boolean,
): readonly GuardedEvents[] {
  const events = published.flatMap(({ source, types }) => types.map((type) => ({ source, type })));
  const publishersOf = (event: Event): readonly string[] =>
    [...new Set(granted.filter((grant) => isSame(grant, event)).map(({ publisher }) => publisher))].sort();
  const belongsToOthers = (event: Event, publishers: readonly string[]): boolean =>
    events.some((known) => isSame(known, event)) && !isEqual(publishersOf(event), publishers);

  const groups = events.reduce<readonly Group[]>((groups, event) => {
    const publishers = publishersOf(event);
    const index = groups.findIndex(
      (group) =>
        isEqual(group.publishers, publishers) &&
        combinations(joined(group, event)).every((combined) => !belongsToOthers(combined, publishers)),
    );
    const group = groups[index];
    if (!group) return [...groups, { sources: [event.source], types: [event.type], publishers }];
    return groups.with(index, joined(group, event));
  }, []);
  return groups.map((group) => ({ ...group, named: sharedBus ? 'both' : enough(group, events) }));
}

/**
 * On a bus of our own nobody publishes anything else in the name of a source, and no type from another source: where
 * all that a source publishes is the group's, the source says it, and where all sources of a type are, the type does.
 */
function enough(group: Group, events: readonly Event[]): GuardedEvents['named'] {
  const isOfGroup = ({ source, type }: Event): boolean => group.sources.includes(source) && group.types.includes(type);
  if (events.filter(({ source }) => group.sources.includes(source)).every(isOfGroup)) return 'sources';
  return events.filter(({ type }) => group.types.includes(type)).every(isOfGroup) ? 'types' : 'both';
}

type Group = Omit<GuardedEvents, 'named'>;

function joined(group: Group, { source, type }: Event): Group {
  return {
    ...group,
    sources: [...new Set([...group.sources, source])],
    types: [...new Set([...group.types, type])],
  };
}

function combinations({ sources, types }: Group): readonly Event[] {
  return sources.flatMap((source) => types.map((type) => ({ source, type })));
}

function isSame(one: Event, other: Event): boolean {
  return one.source === other.source && one.type === other.type;
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
