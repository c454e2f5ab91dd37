namespace PipelineDeploy.Cli.Tests;

/// <summary>The folder that all of it is in.</summary>
static class Repository
{
    public static string Folder { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
