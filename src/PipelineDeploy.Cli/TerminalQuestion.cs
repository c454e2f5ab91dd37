namespace PipelineDeploy.Cli;

/// <summary>Asks whoever sits at the keyboard.</summary>
static class TerminalQuestion
{
    public static string? Ask(string question)
    {
        // Standard output may go elsewhere.
        Console.Error.Write(question);
        return Console.ReadLine();
    }
}
