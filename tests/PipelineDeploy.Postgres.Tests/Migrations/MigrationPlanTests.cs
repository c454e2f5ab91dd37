using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Migrations;

public sealed class MigrationPlanTests
{
    static readonly Migration First = new(1, "0001_a", "select 1");
    static readonly Migration Second = new(2, "0002_b", "select 2");

    [Fact]
    public void A_new_database_misses_all_in_order() => MigrationPlan.Missing([Second, First], []).ShouldBe([First, Second]);

    [Fact]
    public void What_was_run_is_not_run_again() => MigrationPlan.Missing([First, Second], [Applied(First)]).ShouldBe([Second]);

    [Fact]
    public void A_current_database_misses_none() => MigrationPlan.Missing([First, Second], [Applied(First), Applied(Second)]).ShouldBeEmpty();

    [Fact]
    public void A_database_that_a_newer_version_has_used_is_refused()
    {
        var error = Should.Throw<UserErrorException>(() => MigrationPlan.Missing([First], [Applied(First), Applied(Second)])).Error;

        error.Code.ShouldBe("database.newer");
        error.Message.ShouldContain("0002_b");
        error.Hint.ShouldNotBeNull().ShouldContain("newer version");
    }

    [Fact]
    public void A_migration_whose_text_changed_after_it_was_run_is_refused()
    {
        var error = Should.Throw<UserErrorException>(() => MigrationPlan.Missing([new Migration(1, "0001_a", "select 3")], [Applied(First)])).Error;

        error.Code.ShouldBe("database.changed");
        error.Message.ShouldContain("0001_a");
        error.Hint.ShouldNotBeNull().ShouldContain("never edited");
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        new Migration(1, "0001_a", "select\r\n1").Checksum.ShouldBe(new Migration(1, "0001_a", "select\n1").Checksum);

    [Fact]
    public void The_built_in_ones_are_numbered_from_one_without_gaps()
    {
        var numbers = Migration.Embedded().Select(migration => migration.Number).ToList();

        numbers.ShouldNotBeEmpty();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
    }

    static AppliedMigration Applied(Migration migration) => new(migration.Number, migration.Name, migration.Checksum);
}
