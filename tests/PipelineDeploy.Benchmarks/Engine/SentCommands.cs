using System.Diagnostics.Metrics;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Counts the commands that this process sends to PostgreSQL, whoever sends them.</summary>
sealed class SentCommands : IDisposable
{
    readonly MeterListener _listener = new();
    long _count;

    public SentCommands()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
