namespace PipelineDeploy.TestKit.Load;

/// <summary>Counts what all connections of a load see.</summary>
sealed class LoadTally
{
    const int MicrosecondsPerStep = 50;
    const int ReasonsKept = 10;
    const int AnswerLength = 40;
    const int ReasonLength = 120;

    // 30 seconds in steps of 50 µs; what takes longer is counted in the last one.
    readonly int[] _latencies = new int[600_000];
    readonly Dictionary<string, long> _answers = new(StringComparer.Ordinal);
    readonly List<string> _reasons = [];
    readonly Lock _lock = new();
    long _good;
    long _failed;
    long _reopened;

    public void Good(string body, TimeSpan latency)
    {
        var answer = Begin(body, AnswerLength);
        lock (_lock)
        {
            _good++;
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
            _latencies[Math.Clamp((int)(latency.TotalMicroseconds / MicrosecondsPerStep), 0, _latencies.Length - 1)]++;
        }
    }

    public void Failed(string reason)
    {
        lock (_lock)
        {
            _failed++;
            if (_reasons.Count < ReasonsKept)
                _reasons.Add(Begin(reason, ReasonLength));
        }
    }

    public void Reopened()
    {
        lock (_lock)
            _reopened++;
    }

    public LoadReport Report()
    {
        lock (_lock)
        {
            return new LoadReport(_good + _failed, _failed, _reopened, Percentile(0.50), Percentile(0.99), new Dictionary<string, long>(_answers), [.. _reasons]);
        }
    }

    static string Begin(string text, int length) => text.Length > length ? text[..length] : text;

    double Percentile(double part)
    {
        if (_good == 0)
            return 0;
        var wanted = (long)Math.Ceiling(_good * part);
        var step = 0;
        for (long seen = _latencies[0]; seen < wanted; seen += _latencies[step])
            step++;
        return (step + 1) * MicrosecondsPerStep / 1000.0;
    }
}
