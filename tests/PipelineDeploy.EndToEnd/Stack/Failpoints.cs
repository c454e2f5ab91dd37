namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>The moments at which the servers of a data folder end or stop themselves; armed and disarmed while they go on.</summary>
/// <param name="data">That folder.</param>
sealed class Failpoints(string data)
{
    readonly string _file = Path.Combine(data, "armed-failpoints");
    readonly string _marks = Path.Combine(data, "failpoints");

    /// <summary>What <c>PIPELINEDEPLOY_FAILPOINT</c> says to servers that look into the file.</summary>
    public string Variable => $"@{_file}";

    /// <summary>How many have gone off.</summary>
    public int GoneOff => Directory.Exists(_marks) ? Directory.GetFiles(_marks).Length : 0;

    /// <summary>Arms these in place of all others.</summary>
    /// <param name="text">As <c>PIPELINEDEPLOY_FAILPOINT</c> takes them.</param>
    public void Arm(string text)
    {
        Disarm();
        if (Directory.Exists(_marks))
        {
            Directory.Delete(_marks, recursive: true);
        }

        Write(text);
    }

    /// <summary>Arms none any more.</summary>
    public void Disarm() => Write("");

    // Whole or not at all: a server may read it at any moment.
    void Write(string text)
    {
        File.WriteAllText(_file + ".new", text);
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
