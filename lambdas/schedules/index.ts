/** Published schedules of compensation, and the arithmetic on them. Off by default, and no legal advice. */
export { deadlineOf, stopsWhileAsked } from './deadline';
export { amountInWords, percentInWords, type Owed, type OwedAmount, type OwedHow, type OwedNothing } from './owed';
export { owedUnder } from './owed-under';
export {
  scheduleFamilies,
  type Clock,
  type Schedule,
  type ScheduleFamily,
  type Source,
  type Tender,
  type TenderRule,
} from './schedule';
export type {
  DayFacts,
  DelayFacts,
  EventFacts,
  FlightFacts,
  PriceFacts,
  ScheduleFacts,
  UptimeFacts,
} from './schedule-facts';
export type {
  DayRow,
  DelayBand,
  DelayRow,
  EventRow,
  FlightBand,
  FlightRow,
  PriceRow,
  ScheduleRow,
  UptimeBand,
  UptimeRow,
} from './schedule-row';
export { scheduleInForce, scheduleOf, schedules } from './schedules';
