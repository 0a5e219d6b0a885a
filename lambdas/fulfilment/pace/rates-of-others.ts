/** How often the functions that ask the same service do so, told by each of them. */
export interface RatesOfOthers {
  /**
   * @param service what is asked, such as an account at a provider
   * @param perSecond how many requests a second this function makes
   * @returns how many each of the others makes that told it a few seconds ago
   */
  exchange(service: string, perSecond: number): Promise<readonly number[]>;
}

/** Each tells it again every five seconds while it has work. Who has not for so long has none. */
export const announcedForMs = 12_500;
