const words: Record<string, string> = {
  stepStarted: "step began",
  stepWaiting: "step waits",
  stepResumed: "step goes on",
  stepInterrupted: "step was interrupted",
  stepHandedBack: "step was handed back",
  stepSucceeded: "step succeeded",
  stepFailed: "step failed",
  stepSkipped: "step was skipped",
  stepTakenOver: "step was taken over",
  compensationStarted: "undoing began",
  compensated: "step was undone",
  compensationFailed: "undoing failed",
  signalReceived: "signal came",
  signalTaken: "signal was taken",
  runPoked: "run was woken",
  cancelRequested: "cancelling was asked for",
  runHeld: "run is held",
  holdEnded: "hold ended",
  holdOverridden: "hold was overridden",
  runContinues: "run continues another",
  runTimedOut: "run took too long",
  runSettled: "outcome is certain",
  runFinished: "run ended",
};

/** A kind of entry of the journal in words. */
export const entryWord = (kind: string): string => words[kind] ?? kind;
