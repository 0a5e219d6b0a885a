"""Publishes failures on the event bus of Amends. Needs only boto3.

    AMENDS_BUS_NAME=... python3 publish.py events/VideoPlaybackFailed.json

A file is a JSON array of {"Source", "DetailType", "Detail"}, with Detail as an object. A program that has
the failures itself imports publish() and entry_of() instead. Publishing a failure again is safe.
"""

import json
import os
import random
import sys
import time

import boto3

# The limits of one PutEvents request.
MAX_ENTRIES = 10
MAX_BYTES = 999_999

# Error codes of an entry that may be accepted if it is sent again. All others are final.
RETRYABLE_CODES = {"ThrottlingException", "InternalFailure", "InternalException", "ServiceUnavailable"}

MAX_ATTEMPTS = 8
BASE_WAIT_SECONDS = 0.2
MAX_WAIT_SECONDS = 10.0


def entry_of(event, bus_name):
    """The PutEvents entry of one failure."""
    return {
        "EventBusName": bus_name,
        "Source": event["Source"],
        "DetailType": event["DetailType"],
        "Detail": json.dumps(event["Detail"], ensure_ascii=False),
    }


def bytes_of(entry):
    """The size of an entry as EventBridge counts it."""
    return sum(len(entry[name].encode("utf-8")) for name in ("Source", "DetailType", "Detail"))


def batches_of(entries):
    """Requests of at most ten entries and 1 MB."""
    batch, size = [], 0
    for entry in entries:
        more = bytes_of(entry)
        if batch and (len(batch) == MAX_ENTRIES or size + more > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += more
    if batch:
        yield batch


def publish(client, entries, pause=time.sleep):
    """Publishes all entries and returns those that were not accepted, each with the reason."""
    refused = []
    for batch in batches_of(entries):
        refused += publish_batch(client, batch, pause)
    return refused


def publish_batch(client, batch, pause):
    refused = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        # Even in a reply of 200, single entries may have failed.
        reply = client.put_events(Entries=batch)
        if reply["FailedEntryCount"] == 0:
            return refused
        again = []
        for entry, result in zip(batch, reply["Entries"]):
            code = result.get("ErrorCode")
            if code is None:
                continue
            if code in RETRYABLE_CODES and attempt < MAX_ATTEMPTS:
                again.append(entry)
            else:
                refused.append((entry, f"{code} {result.get('ErrorMessage', '')}"))
        if not again:
            return refused
        batch = again
        pause(random.uniform(0, min(MAX_WAIT_SECONDS, BASE_WAIT_SECONDS * 2 ** (attempt - 1))))
    return refused


def main(files):
    bus_name = os.environ["AMENDS_BUS_NAME"]
    entries = []
    for file in files:
        with open(file, encoding="utf-8") as opened:
            entries += [entry_of(event, bus_name) for event in json.load(opened)]
    refused = publish(boto3.client("events"), entries)
    for entry, reason in refused:
        print(f"{entry['DetailType']} was not accepted: {reason}", file=sys.stderr)
    print(f"{len(entries) - len(refused)} of {len(entries)} failures published")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
