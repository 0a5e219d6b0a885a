import { personCalled } from '../../../lambdas/operator-api/identity';
import type { Condition, Principal, TrustStatement, Way } from './trust-policy';

/** Whether each session of a role has the name of the person who opens it, or why somebody may choose it. */
export type SessionNames = { readonly isBound: true } | { readonly isBound: false; readonly why: string };

/** Somebody who may open a session, and how. */
interface Opening {
  readonly way: Way;
  readonly principal: Principal;
  readonly conditions: readonly Condition[];
}

/** What a session of an opening is called, or why that is open. */
type Naming =
  | { readonly opening: Opening; readonly isBound: true; readonly person: string }
  | { readonly isBound: false; readonly why: string };

const sessionNameKey = 'sts:rolesessionname';

/** For users of IAM. Whoever is none has no such name, and what is compared with it is never equal. */
const userName = '${aws:username}';

/**
 * Judges a trust policy. What it does not know for certain to bind the name leaves it open, so a role may be called
 * open that is not, and never the other way round.
 */
export function sessionNamesUnder(statements: readonly TrustStatement[]): SessionNames {
  const denials = statements.filter(({ effect }) => effect === 'Deny');
  const namings = openingsIn(statements)
    // The provider says the name, and not whoever signs in there.
    .filter(({ way }) => way !== 'AssumeRoleWithSAML')
    .filter((opening) => !denials.some((denial) => denial.conditions.length === 0 && isAbout(denial, opening)))
    .map((opening) => namingOf(opening, denials));
  const open = namings.find((naming) => !naming.isBound);
  if (open) return open;
  return severalNames(namings.filter((naming) => naming.isBound)) ?? { isBound: true };
}

function openingsIn(statements: readonly TrustStatement[]): readonly Opening[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals, ways, conditions }) =>
      principals.flatMap((principal) =>
        ways.filter((way) => isWayOf(principal, way)).map((way) => ({ way, principal, conditions })),
      ),
    );
}

/** STS takes an assertion of a SAML provider, a token of any other provider, and a signature of all others. */
function isWayOf({ kind, id }: Principal, way: Way): boolean {
  if (kind === 'anybody') return true;
  if (kind !== 'federated') return way === 'AssumeRole';
  return way === (id.includes(':saml-provider/') ? 'AssumeRoleWithSAML' : 'AssumeRoleWithWebIdentity');
}

function isAbout({ principals, ways }: TrustStatement, { principal, way }: Opening): boolean {
  return ways.includes(way) && principals.some((one) => isCovered(principal, one));
}

function isCovered({ id }: Principal, by: Principal): boolean {
  if (by.kind === 'anybody' || by.id === id) return true;
  const [account] = /^\d{12}$/.exec(by.id) ?? /(?<=^arn:[\w-]+:iam::)\d{12}(?=:root$)/.exec(by.id) ?? [];
  return account !== undefined && id.split(':')[4] === account;
}

function namingOf(opening: Opening, denials: readonly TrustStatement[]): Naming {
  const rules = [...opening.conditions.filter(isNameRule), ...rulesOfDenials(opening, denials)];
  const who = `${opening.principal.id} (sts:${opening.way})`;
  if (rules.length === 0) return open(`nothing says what sts:RoleSessionName has to be for ${who}`);
  const judged = rules.map((rule) => personUnder(rule, opening));
  const person = judged.find((one) => one.isOne);
  if (person) return { opening, isBound: true, person: person.person };
  return open(`${judged.flatMap((one) => (one.isOne ? [] : [one.why])).join('; ')}, for ${who}`);
}

function open(why: string): Naming {
  return { isBound: false, why };
}

/** With `IfExists` or a set of values a comparison also holds where there is nothing to compare. */
function isNameRule({ operator, key }: Condition): boolean {
  return key === sessionNameKey && /^(StringEquals|StringEqualsIgnoreCase|StringLike)$/.test(operator);
}

/**
 * What a Deny leaves over. For a user of IAM alone: whoever has no name as a user may be out of reach of a Deny that
 * compares with it.
 */
function rulesOfDenials(opening: Opening, denials: readonly TrustStatement[]): readonly Condition[] {
  if (!isUser(opening.principal)) return [];
  return denials
    .filter((denial) => denial.conditions.length === 1 && isAbout(denial, opening))
    .flatMap(({ conditions }) => conditions)
    .filter(({ operator }) => operator.startsWith('StringNot'))
    .map(({ operator, ...rest }) => ({ ...rest, operator: operator.replace('StringNot', 'String') }))
    .filter(isNameRule);
}

type OnePerson = { readonly isOne: true; readonly person: string } | { readonly isOne: false; readonly why: string };

/** The one person whom a rule lets whoever asks be. */
function personUnder({ operator, values }: Condition, { principal, way }: Opening): OnePerson {
  const [person = '', ...others] = new Set(values.map(personCalled));
  const texts = values.join(', ');
  if (operator === 'StringLike' && values.some((value) => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, '')))) {
    return { isOne: false, why: `${texts} leaves a part of the name open` };
  }
  if (others.length > 0) return { isOne: false, why: `one person may be any of ${texts}` };
  const variables = person.match(/\$\{[^}]*\}/g) ?? [];
  if (variables.length === 0) {
    if (isUser(principal)) return { isOne: true, person };
    return { isOne: false, why: `several people may be ${texts}` };
  }
  if (variables.every((variable) => isOfOnePerson(variable, principal, way))) return { isOne: true, person };
  return { isOne: false, why: `${texts} is not known to be the name of a person` };
}

/** A user of IAM has one name, and the token of a provider one subject. */
function isOfOnePerson(variable: string, { id }: Principal, way: Way): boolean {
  if (variable === userName) return true;
  if (way !== 'AssumeRoleWithWebIdentity') return false;
  const provider = id.replace(/^arn:[\w-]+:iam::\d{12}:oidc-provider\//, '').toLowerCase();
  return variable === `\${${provider}:sub}`;
}

function isUser({ kind, id }: Principal): boolean {
  return kind === 'aws' && /^arn:[\w-]+:iam::\d{12}:user\/[^*?]+$/.test(id);
}

/** By two statements a person may have two names. */
function severalNames(namings: readonly (Naming & { readonly isBound: true })[]): SessionNames | undefined {
  const asUsers = namings.filter(({ person, opening }) => opening.way === 'AssumeRole' && person.includes(userName));
  const patterns = new Set(asUsers.map(({ person }) => person));
  const names = new Map<string, Set<string>>([['a user of IAM', patterns]]);
  for (const { opening, person } of namings) {
    const { id } = opening.principal;
    const own = names.get(id) ?? new Set(isUser(opening.principal) ? [...patterns].map((one) => asUser(one, id)) : []);
    names.set(id, own.add(isUser(opening.principal) ? asUser(person, id) : person));
  }
  const [who, all] = [...names].find(([, { size }]) => size > 1) ?? [];
  if (who === undefined || !all) return undefined;
  return { isBound: false, why: `${who} may be any of ${[...all].join(', ')}, by different statements` };
}

function asUser(pattern: string, arn: string): string {
  return personCalled(pattern.replaceAll(userName, arn.split('/').at(-1) ?? ''));
}
