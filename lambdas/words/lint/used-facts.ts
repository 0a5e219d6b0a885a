import {
  isArgumentElement,
  isDateElement,
  isNumberElement,
  isPluralElement,
  isSelectElement,
  isTimeElement,
  type MessageFormatElement,
} from '@formatjs/icu-messageformat-parser';
import { dayStyles } from '../message';

/** How a message uses a fact: as it is, as a number, as a day in some style, or to choose among sentences. */
export type FactUse =
  | { readonly name: string; readonly as: 'itself' | 'number' | 'plural' | 'time' }
  | { readonly name: string; readonly as: 'day'; readonly style: string }
  | { readonly name: string; readonly as: 'choice'; readonly options: readonly string[] };

/** Every use of a fact in a message, also inside its choices. */
export function usesIn(elements: readonly MessageFormatElement[]): FactUse[] {
  return elements.flatMap(usesOf);
}

/** Every text that a message can come to, with nothing in the place of its facts. */
export function variantsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.reduce<string[]>(
    (begun, element) => {
      const ends = endsOf(element);
      return begun.flatMap((begin) => ends.map((end) => begin + end));
    },
    [''],
  );
}

/** What stands for a fact in a variant of a message. */
export const factMark = '◌';

function endsOf(element: MessageFormatElement): string[] {
  if ('options' in element) return Object.values(element.options).flatMap(({ value }) => variantsOf(value));
  return 'value' in element && !isFact(element) ? [element.value] : [factMark];
}

function isFact(element: MessageFormatElement): boolean {
  return isArgumentElement(element) || isNumberElement(element) || isDateElement(element) || isTimeElement(element);
}

function usesOf(element: MessageFormatElement): FactUse[] {
  if (isArgumentElement(element)) return [{ name: element.value, as: 'itself' }];
  if (isNumberElement(element)) return [{ name: element.value, as: 'number' }];
  if (isTimeElement(element)) return [{ name: element.value, as: 'time' }];
  if (isDateElement(element)) {
    return [{ name: element.value, as: 'day', style: typeof element.style === 'string' ? element.style : '' }];
  }
  if (!isSelectElement(element) && !isPluralElement(element)) return [];
  const inside = Object.values(element.options).flatMap(({ value }) => usesIn(value));
  if (isPluralElement(element)) return [{ name: element.value, as: 'plural' }, ...inside];
  return [{ name: element.value, as: 'choice', options: Object.keys(element.options) }, ...inside];
}

/** Whether a message may have a day written so. */
export function isDayStyle(style: string): boolean {
  return style in dayStyles;
}
