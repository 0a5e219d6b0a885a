import { html, raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { codeOf } from './shown-text';

/**
 * Everything within it as a person reads it. Names, titles, events and the words of agents come from outside, and a
 * character that turns the direction of writing makes `001` of `100`: it stands as its code, wherever it is shown. What
 * a form sends on stays as it is.
 */
export const AsRead: FC<{ readonly children: Child }> = async ({ children }) => {
  const rendered = await html`${children}`;
  return raw(asRead(rendered.toString()));
};

/** Controls of the direction of writing, and those that nobody sees. Those of lines and columns are none of them. */
const turning = /[\p{Bidi_Control}\u2028\u2029]|(?![\t\n\r])\p{Cc}/u;
const eachTurning = new RegExp(turning, 'gu');

/** Markup of which all text is escaped: what a form sends as it was typed, a tag, or a text. */
const pieces = /<textarea\b[^<>]*>[^<]*|<[^<>]*>|[^<]+/g;

/** Attributes that are shown, or read out. */
const shownAttributes = /(?<= (?:title|aria-label|data-label|placeholder|alt)=")[^"]*/g;

function asRead(markup: string): string {
  if (!turning.test(markup)) return markup;
  return markup.replace(pieces, (piece) => {
    if (piece.startsWith('<textarea')) return piece;
    return piece.startsWith('<') ? piece.replace(shownAttributes, coded) : coded(piece);
  });
}

function coded(text: string): string {
  return text.replace(eachTurning, codeOf);
}
