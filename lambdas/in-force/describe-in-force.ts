import { createHash } from 'node:crypto';
import type { FailureDefinition } from '../failures/definition/failure-definition';
import { canonical, optionsOf, policyVersionOf } from '../failures/definition/policy';
import { defaultLimits, type Limits } from '../model/limits';
import { wordsOver, type BrandWords } from '../words/brand-words';
import { sharedWords } from '../words/shared-words';
import type { InForce, OptionInForce, TypeInForce } from './in-force';

/** A failure type, as a deployment has it. */
export interface DeployedType {
  readonly definition: FailureDefinition;
  /** The options of its policy that differ from the defaults. */
  readonly policy: object;
  /** Why they do, by their names. */
  readonly policyReasons: Readonly<Record<string, string>>;
}

/** What is deployed. */
export interface Deployed {
  readonly types: readonly DeployedType[];
  readonly limits: Limits;
  /** The names of the limits that the deployment sets. */
  readonly setLimits: readonly string[];
  /** The words of brands that have any of their own, by the names of the brands. */
  readonly brandWords: Readonly<Record<string, BrandWords>>;
}

/** Describes what is deployed, by the same functions that read it where failures are decided. Pure. */
export function describeInForce({ types, limits, setLimits, brandWords }: Deployed): InForce {
  return {
    limits: {
      version: hashOf(limits),
      values: optionsIn(limits, defaultLimits, (name) => setLimits.includes(name)),
    },
    types: types
      .map((type) => typeInForce(type, brandWords))
      .toSorted((a, b) => (a.failureType < b.failureType ? -1 : 1)),
  };
}

function typeInForce(
  { definition, policy: overrides, policyReasons }: DeployedType,
  brandWords: Deployed['brandWords'],
): TypeInForce {
  const { type, owner, policy } = definition;
  const options = optionsOf(type, policy, overrides);
  const isSet = (name: string): boolean => Object.hasOwn(overrides, name);
  return {
    failureType: type,
    owner,
    policy: {
      version: policyVersionOf(type, policy.version, options),
      options: optionsIn(options, policy.defaults, isSet, policyReasons),
    },
    words: wordsInForce(definition, brandWords),
  };
}

function wordsInForce({ type, words }: FailureDefinition, brandWords: Deployed['brandWords']): TypeInForce['words'] {
  const locales = Object.entries(words.locales).map(([locale, own]) => ({
    locale,
    version: hashOf([own, sharedWords[locale] ?? {}]),
  }));
  const brands = Object.entries(brandWords).map(([brand, all]) => ({
    brand,
    locales: Object.keys(all)
      .map((locale) => ({ locale, over: wordsOver(all, type, locale) }))
      .filter(({ over }) => Object.keys({ ...over.all, ...over.type }).length > 0)
      .map(({ locale, over }) => ({ locale, version: hashOf(over) })),
  }));
  const spoken = brands.filter((brand) => brand.locales.length > 0);
  return { version: hashOf([locales, spoken]), locales, brands: spoken };
}

function optionsIn(
  values: object,
  usual: object,
  isSet: (name: string) => boolean,
  reasons: Readonly<Record<string, string>> = {},
): OptionInForce[] {
  const usually = new Map<string, unknown>(Object.entries(usual));
  return Object.entries(values).map(([name, value]: [string, unknown]) => ({
    name,
    value,
    usual: usually.get(name) ?? null,
    isSet: isSet(name),
    ...(reasons[name] !== undefined && { why: reasons[name] }),
  }));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value), 'utf8').digest('hex').slice(0, 8);
}
