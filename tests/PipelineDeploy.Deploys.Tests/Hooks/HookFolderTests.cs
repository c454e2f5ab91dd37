using System.Formats.Tar;
using System.Text;
using PipelineDeploy.Deploys.Hooks;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Hooks;

public sealed class HookFolderTests
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void The_hooks_of_a_source_are_the_executables_of_the_three_names_in_the_order_of_a_deploy()
    {
        var folder = HookFolder.Of([File("post-deploy"), File("pre-deploy"), File("lib.sh", isExecutable: false), new GlancedFile("pre-deploy", Mine, []), new GlancedFile(".pipelinedeploy/pipeline.yaml", Mine, [])]);

        folder.Hooks.ShouldBe(["pre-deploy", "post-deploy"]);
        HookFolder.Of([]).Hooks.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_packed_with_what_the_hooks_bring_along_and_readable_for_whatever_user_the_image_has()
    {
        var packed = Unpack(HookFolder.Of([File("pre-deploy"), File("lib.sh", isExecutable: false), new GlancedFile(".pipelinedeploy/hooks/link", Mine, null)]).Pack());

        packed.Select(entry => (entry.Name, Convert.ToString((int)entry.Mode, 8), entry.Text)).ShouldBe(
            [(".pipelinedeploy/hooks/pre-deploy", "755", "#!/bin/sh"), (".pipelinedeploy/hooks/lib.sh", "644", "#!/bin/sh")]);
    }

    [Fact]
    public void A_hook_that_could_not_be_run_is_told_rather_than_left_out()
    {
        CodeOf(File("check-deploy", isExecutable: false)).ShouldBe(("hook.notExecutable", ".pipelinedeploy/hooks/check-deploy is not executable"));
        CodeOf(new GlancedFile(".pipelinedeploy/hooks/pre-deploy", Mine, null)).ShouldBe(("hook.notAFile", ".pipelinedeploy/hooks/pre-deploy is no regular file"));
        CodeOf(new GlancedFile(".pipelinedeploy/hooks", Mine, null)).ShouldBe(("hook.notAFile", ".pipelinedeploy/hooks is a link, so hooks behind it are not seen"));
        CodeOf(new GlancedFile(".pipelinedeploy", Mine, null)).Code.ShouldBe("hook.notAFile");
        HookFolder.Of([new GlancedFile(".pipelinedeploy", Mine, [])]).Hooks.ShouldBeEmpty();
        CodeOf(new GlancedFile(".pipelinedeploy/hooks/pre-deploy", Mine | UnixFileMode.UserExecute, "#!/bin/sh\r\ntrue\r\n"u8.ToArray())).Code.ShouldBe("hook.carriageReturn");
        CodeOf([.. Enumerable.Range(0, 65).Select(i => File($"part-{i}"))]).ShouldBe(("hook.tooMany", ".pipelinedeploy/hooks holds 65 files; at most 64 are taken along"));
    }

    static GlancedFile File(string name, bool isExecutable = true) =>
        new($".pipelinedeploy/hooks/{name}", isExecutable ? Mine | UnixFileMode.UserExecute : Mine, "#!/bin/sh"u8.ToArray());

    static (string Code, string Message) CodeOf(params GlancedFile[] files)
    {
        var error = Should.Throw<UserErrorException>(() => HookFolder.Of(files)).Error;
        error.Hint.ShouldNotBeNullOrEmpty();
        return (error.Code, error.Message);
    }

    static List<(string Name, UnixFileMode Mode, string Text)> Unpack(byte[] packed)
    {
        using var reader = new TarReader(new MemoryStream(packed));
        List<(string, UnixFileMode, string)> entries = [];
        while (reader.GetNextEntry() is { } entry)
        {
            using var text = new StreamReader(entry.DataStream!, Encoding.UTF8);
            entries.Add((entry.Name, entry.Mode, text.ReadToEnd()));
        }

        return entries;
    }
}
