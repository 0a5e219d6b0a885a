import * as z from 'zod';
import type { Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';
import { TemplateError } from '../assembly/template-error';
import { functionName } from './functions';

/** A stream of Firehose: what is put into it is changed by a function, and written into a bucket. */
export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly functionName: string;
  readonly bucketName: string;
  /** As the template has it, with the expressions of the time. */
  readonly prefix: string;
}

const parameterSchema = z.object({ ParameterName: z.string(), ParameterValue: z.string() });

const streamSchema = z.object({
  ExtendedS3DestinationConfiguration: z.object({
    BucketARN: z.string(),
    Prefix: z.string(),
    ProcessingConfiguration: z.object({
      Enabled: z.literal(true),
      Processors: z.tuple([z.object({ Type: z.literal('Lambda'), Parameters: z.array(parameterSchema) })]),
    }),
  }),
});

export function readStream(resource: Resource, resolver: Resolver): Stream {
  refuseProperties(resource, {
    KinesisStreamSourceConfiguration: 'the local system takes for a stream what is put into it, and nothing else.',
    MSKSourceConfiguration: 'the local system takes for a stream what is put into it, and nothing else.',
  });
  const { ExtendedS3DestinationConfiguration: destination } = resolver.read(resource, streamSchema);
  const [{ Parameters: parameters }] = destination.ProcessingConfiguration.Processors;
  const lambda = parameters.find(({ ParameterName: name }) => name === 'LambdaArn')?.ParameterValue;
  if (lambda === undefined) throw new TemplateError(placeOf(resource), 'its processor names no function.');
  return {
    name: resolver.nameOf(resource),
    arn: resolver.attributeOf(resource, 'Arn'),
    functionName: functionName(lambda),
    bucketName: destination.BucketARN.split(':').at(-1) ?? '',
    prefix: destination.Prefix,
  };
}
