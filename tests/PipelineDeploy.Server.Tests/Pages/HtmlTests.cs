using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("</main><img src=x onerror=alert(1)>")]
    [InlineData("&lt;b&gt;")]
    public void A_value_stays_text_wherever_it_stands(string hostile)
    {
        var markup = Html.Of($"<b title=\"{hostile}\">{hostile}</b>").ToString();

        markup.ShouldMatch("^<b title=\"[^\"'<>]*\">[^\"'<>]*</b>$");
        System.Net.WebUtility.HtmlDecode(markup).ShouldBe($"<b title=\"{hostile}\">{hostile}</b>");
    }

    [Fact]
    public void Markup_in_markup_is_encoded_only_once()
    {
        var name = Html.Of($"<b>{"a & b"}</b>");

        Html.Of($"<p>{name}</p>").ToString().ShouldBe("<p><b>a &amp; b</b></p>");
    }

    [Fact]
    public void Many_pieces_of_markup_stand_one_after_the_other()
    {
        string[] names = ["a", "<"];

        Html.Of($"<ul>{names.Select(name => Html.Of($"<li>{name}</li>"))}</ul>").ToString().ShouldBe("<ul><li>a</li><li>&lt;</li></ul>");
    }

    [Fact]
    public void Nothing_is_shown_as_nothing()
    {
        string? missing = null;

        Html.Of($"<p>{missing}{Html.Empty}{default(Html)}</p>").ToString().ShouldBe("<p></p>");
    }

    [Fact]
    public void Numbers_are_written_the_same_everywhere() => Html.Of($"{1.5} {1234}").ToString().ShouldBe("1.5 1234");
}
