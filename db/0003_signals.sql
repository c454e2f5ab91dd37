-- Signals are entries of the journal. One that is sent twice is one: its id is there once in a run.
create unique index journal_signals on journal (run_id, (event ->> 'id')) where event ->> 'kind' = 'signalReceived';
