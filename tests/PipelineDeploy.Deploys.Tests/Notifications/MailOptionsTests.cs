using PipelineDeploy.Deploys.Notifications;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Notifications;

public sealed class MailOptionsTests
{
    [Theory]
    [InlineData("smtp://mail.example.com?from=a@example.com", "mail.example.com", 587, MailSecurity.StartTls)]
    [InlineData("smtp://mail.example.com:2525?from=a%40example.com", "mail.example.com", 2525, MailSecurity.StartTls)]
    [InlineData("smtp+plain://127.0.0.1?from=a@example.com", "127.0.0.1", 25, MailSecurity.None)]
    public void A_server_is_read_from_its_address(string text, string host, int port, MailSecurity security) =>
        MailOptions.Parse(text, null).ShouldBe(new MailOptions(host, port, security, "a@example.com", null, null));

    [Fact]
    public void The_password_comes_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "geheim\n");

        var options = MailOptions.Parse("smtp://ada%40example.com@mail.example.com?from=a@example.com", file).ShouldNotBeNull();

        (options.User, options.Password).ShouldBe(("ada@example.com", "geheim"));
        File.Delete(file);
    }

    [Theory]
    [InlineData("mail.example.com", null)]
    [InlineData("smtps://mail.example.com?from=a@example.com", null)]
    [InlineData("smtp://?from=a@example.com", null)]
    [InlineData("smtp://mail.example.com", null)]
    [InlineData("smtp://mail.example.com?from=ada", null)]
    [InlineData("smtp://ada:geheim@mail.example.com?from=a@example.com", null)]
    [InlineData("smtp://ada@mail.example.com?from=a@example.com", null)]
    [InlineData("smtp://ada@mail.example.com?from=a@example.com", "/nowhere/password")]
    public void What_cannot_be_used_is_told_without_a_password(string text, string? file)
    {
        var error = Should.Throw<UserErrorException>(() => MailOptions.Parse(text, file)).Error;

        (error.Code, error.Message.StartsWith("PIPELINEDEPLOY_SMTP", StringComparison.Ordinal)).ShouldBe(("mail.badServer", true));
        error.ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public void Without_one_there_is_none() => MailOptions.Parse("", "/nowhere").ShouldBeNull();
}
