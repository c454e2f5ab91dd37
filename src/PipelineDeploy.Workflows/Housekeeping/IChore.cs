namespace PipelineDeploy.Workflows.Housekeeping;

/// <summary>Work that comes again and again to keep the house in order. It is done by one server at a time, whichever it is.</summary>
public interface IChore
{
    /// <summary>Its name, unique and never changed: the schedule in the database goes by it.</summary>
    string Name { get; }

    /// <summary>How often it is done.</summary>
    TimeSpan Every { get; }

    /// <summary>Does it once. What cannot be done now is left to the next time.</summary>
    /// <returns>What was done, in a few words; null when there was nothing to do.</returns>
    Task<string?> RunAsync(CancellationToken cancellationToken);
}
