import type { Context, FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { recordsOfEvents, type InsightPorts } from '../../insight/records-of-events';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wiredHandler } from '../handlers/wired-handler';
import { insightSettings } from './insight-settings';
import { wireInsight } from './insight-wiring';

/**
 * The Lambda handler that Firehose asks for what is written. An event that is not counted is dropped, and so is one
 * that cannot be read: what is said to have failed would be kept as it came, with the name and the address in it.
 */
export function insightHandler(
  wire: () => InsightPorts = () => wireInsight(insightSettings(process.env)),
  tools: Telemetry = telemetry(),
): (event: FirehoseTransformationEvent, context: Context) => Promise<FirehoseTransformationResult> {
  return wiredHandler(wire, tools, async ({ records }: FirehoseTransformationEvent, { wired }) => {
    const lines = await recordsOfEvents(
      records.map(({ data }) => jsonIn(data)),
      wired(),
    );
    return {
      records: records.map(({ recordId }, index) => {
        const line = lines[index];
        if (!line) return { recordId, result: 'Dropped', data: '' };
        return { recordId, result: 'Ok', data: Buffer.from(`${JSON.stringify(line)}\n`).toString('base64') };
      }),
    };
  });
}

function jsonIn(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
