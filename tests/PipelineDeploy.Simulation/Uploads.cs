using System.Formats.Tar;
using System.Text;
using PipelineDeploy.Deploys;

namespace PipelineDeploy.Simulation;

/// <summary>The two sources that people deploy, as files, until the tests are over.</summary>
public sealed class Uploads : IDisposable
{
    /// <summary>An upload with a CHECKS file.</summary>
    internal const string Checked = "checked";

    /// <summary>An upload without one.</summary>
    internal const string Plain = "plain";

    static readonly Lazy<DataFolder> Made = new(Make);

    /// <summary>Where they are.</summary>
    internal static DataFolder Folder => Made.Value;

    public void Dispose() => Directory.Delete(Folder.Root, recursive: true);

    static DataFolder Make()
    {
        var data = new DataFolder(Directory.CreateTempSubdirectory("pipelinedeploy-simulation-").FullName);
        Directory.CreateDirectory(data.Sources);
        WriteTar(Path.Combine(data.Sources, Plain + ".tar"), ("Dockerfile", "FROM scratch"));
        WriteTar(Path.Combine(data.Sources, Checked + ".tar"), ("Dockerfile", "FROM scratch"), ("CHECKS", "WAIT=3\nATTEMPTS=3\nTIMEOUT=5\n/ready ok\n"));
        return data;
    }

    static void WriteTar(string path, params IEnumerable<(string Name, string Text)> files)
    {
        using var writer = new TarWriter(File.Create(path));
        foreach (var (name, text) in files)
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
    }
}
