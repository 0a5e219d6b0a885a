import type { Person } from './sessions';

/**
 * How people sign in.
 *
 * `choose`: nobody proves anything, and everybody says who they are. It is for a system in which nothing is real.
 * `link`: whoever has the address that was printed where the console was started is its one person.
 */
export type SignIn =
  | { readonly by: 'choose'; readonly people: readonly ChosenPerson[] }
  | { readonly by: 'link'; readonly secret: string; readonly person: Person };

export interface ChosenPerson extends Person {
  /** What they may do, in a few words. */
  readonly may: string;
}
