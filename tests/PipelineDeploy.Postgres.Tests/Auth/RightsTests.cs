using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Auth;

public sealed class RightsTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, Role.Viewer, Role.Viewer)]
    [InlineData(Role.Viewer, null, Role.Viewer)]
    [InlineData(Role.Viewer, Role.Admin, Role.Admin)]
    [InlineData(Role.Admin, Role.Viewer, Role.Admin)]
    public void On_an_app_the_higher_of_both_roles_holds(Role? everywhere, Role? onShop, Role? holds)
    {
        var rights = Make(everywhere, onShop);

        rights.On("shop").ShouldBe(holds);
        rights.On("blog").ShouldBe(everywhere);
        rights.On(null).ShouldBe(everywhere);
    }

    [Theory]
    [InlineData("SHOP")]
    [InlineData("shop ")]
    [InlineData("")]
    public void A_name_that_is_only_similar_is_another_app(string app) => Make(null, Role.Admin).On(app).ShouldBeNull();

    [Fact]
    public void Nobody_covers_more_than_that_one_has()
    {
        Role?[] roles = [null, Role.Viewer, Role.Deployer, Role.Admin];
        var all = roles.SelectMany(everywhere => roles.Select(shop => Make(everywhere, shop))).ToList();

        foreach (var (own, wanted) in all.SelectMany(own => all.Select(wanted => (own, wanted))))
        {
            var isMore = new[] { "shop", "blog", null }.Any(app => wanted.On(app) is { } role && !(own.On(app) >= role));
            own.Cover(wanted).ShouldBe(!isMore, $"{own} → {wanted}");
        }
    }

    [Fact]
    public void Within_bounds_the_lower_of_both_holds_everywhere()
    {
        Role?[] roles = [null, Role.Viewer, Role.Deployer, Role.Admin];
        var all = roles.SelectMany(everywhere => roles.Select(shop => Make(everywhere, shop))).ToList();

        foreach (var (one, other) in all.SelectMany(one => all.Select(other => (one, other))))
        {
            foreach (var app in new[] { "shop", "blog", null })
            {
                var lower = one.On(app) is { } a && other.On(app) is { } b ? (Role)Math.Min((int)a, (int)b) : (Role?)null;
                one.Within(other).On(app).ShouldBe(lower, $"{one} within {other} on {app}");
            }
        }
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("owner")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_word_is_no_role(string? word)
    {
        var error = Should.Throw<UserErrorException>(() => RoleText.Parse(word)).Error;

        (error.Code, error.Hint).ShouldBe(("role.unknown", "Roles are viewer, deployer and admin."));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("a")]
    [InlineData("ann.b-c_d9")]
    public void A_users_name_may_be_plain(string name) => User.NameOf(name).ShouldBe(name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ann")]
    [InlineData("-ann")]
    [InlineData("ann\n")]
    [InlineData("ann b")]
    [InlineData("$(id)")]
    [InlineData("änn")]
    public void A_users_name_is_nothing_else(string? name) => Should.Throw<UserErrorException>(() => User.NameOf(name)).Error.Code.ShouldBe("user.badName");

    static Rights Make(Role? everywhere, Role? onShop) =>
        new(everywhere, onShop is { } role ? new Dictionary<string, Role>(StringComparer.Ordinal) { ["shop"] = role } : new Dictionary<string, Role>());
}
