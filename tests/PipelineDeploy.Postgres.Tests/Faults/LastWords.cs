using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>Keeps what the servers said, for the story of a test that failed.</summary>
sealed class LastWords(TimeProvider time) : ILoggerProvider
{
    const int Most = 400;

    readonly ConcurrentQueue<string> _words = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public override string ToString() => string.Join(Environment.NewLine, _words);

    public void Dispose()
    {
    }

    void Keep(string words)
    {
        _words.Enqueue($"{time.GetUtcNow():HH:mm:ss.fff} {words}");
        while (_words.Count > Most)
        {
            _words.TryDequeue(out _);
        }
    }

    sealed class Logger(LastWords owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var cause = exception is null ? "" : $" <- {exception.GetType().Name}: {exception.Message} <- {exception.GetBaseException().Message}";
                owner.Keep($"{category.Split('.')[^1]} {formatter(state, exception)}{cause}");
            }
        }
    }
}
