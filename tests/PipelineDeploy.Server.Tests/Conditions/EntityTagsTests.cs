using System.Text;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Conditions;

public sealed class EntityTagsTests
{
    const string Now = "\"now\"";

    [Fact]
    public void A_tag_is_strong_and_of_what_is_said()
    {
        var tag = Of("""{"a":1}""");

        tag.ShouldMatch("^\"[A-Za-z0-9_-]{22}\"$");
        Of("""{"a":1}""").ShouldBe(tag);
        Of("""{"a":2}""").ShouldNotBe(tag);
    }

    [Fact]
    public void What_passes_by_itself_makes_another_answer_but_not_another_thing_to_change()
    {
        var (before, after, changed) = (Of("""{"cron":"@daily","nextAt":1}""", "nextAt"), Of("""{"cron":"@daily","nextAt":2}""", "nextAt"), Of("""{"cron":"@hourly","nextAt":2}""", "nextAt"));

        after.ShouldNotBe(before);
        EntityTags.IsAmong(before, after).ShouldBeFalse();
        IfMatch(before).IsMetBy(after).ShouldBeTrue();
        IfMatch(before).IsMetBy(changed).ShouldBeFalse();
        Of("""[{"cron":"@daily","nextAt":1}]""", "nextAt")[..24].ShouldBe(Of("""[{"cron":"@daily","nextAt":2}]""", "nextAt")[..24]);
    }

    [Theory]
    [InlineData("\"now\"", true)]
    [InlineData("W/\"now\"", true)]
    [InlineData("\"old\", \"now\"", true)]
    [InlineData("*", true)]
    [InlineData("\"old\"", false)]
    [InlineData("now", false)]
    [InlineData("", false)]
    public void An_answer_that_somebody_has_is_known_by_its_tag(string ifNoneMatch, bool isKnown) => EntityTags.IsAmong(ifNoneMatch, Now).ShouldBe(isKnown);

    [Theory]
    [InlineData("\"now\"", true)]
    [InlineData("\"old\", \"now\"", true)]
    [InlineData("*", true)]
    [InlineData("\"old\"", false)]
    [InlineData("W/\"now\"", false)]
    [InlineData("\"now.more\"", false)]
    public void A_change_is_for_what_was_seen(string ifMatch, bool isMet)
    {
        IfMatch(ifMatch).IsMetBy(Now).ShouldBe(isMet);
        IfMatch(ifMatch).IsMetBy(null).ShouldBeFalse("nothing is there");
    }

    [Theory]
    [InlineData("*", false, true)]
    [InlineData("\"now\"", false, true)]
    [InlineData("\"old\"", true, true)]
    public void A_change_may_ask_that_something_is_not_there(string ifNoneMatch, bool isMetByNow, bool isMetByNothing)
    {
        var condition = Of(new HeaderDictionary { ["If-None-Match"] = ifNoneMatch });

        (condition.IsMetBy(Now), condition.IsMetBy(null)).ShouldBe((isMetByNow, isMetByNothing));
    }

    [Theory]
    [InlineData("If-Match", "")]
    [InlineData("If-Match", "now")]
    [InlineData("If-Match", "\"now")]
    [InlineData("If-Match", "\"a\" \"b\"")]
    [InlineData("If-None-Match", "now")]
    public void What_cannot_be_read_is_refused(string header, string value)
    {
        var refused = Should.Throw<UserErrorException>(() => Precondition.Of(new HeaderDictionary { [header] = value }));

        refused.Error.Code.ShouldBe("request.badCondition");
        refused.Error.Message.ShouldStartWith(header);
    }

    [Fact]
    public void Without_a_header_there_is_no_condition() => Precondition.Of(new HeaderDictionary()).ShouldBeNull();

    static string Of(string json, params string[] passing) => EntityTags.Of(Encoding.UTF8.GetBytes(json), passing);

    static Precondition IfMatch(string tags) => Of(new HeaderDictionary { ["If-Match"] = tags });

    static Precondition Of(HeaderDictionary headers) => Precondition.Of(headers).ShouldNotBeNull();
}
