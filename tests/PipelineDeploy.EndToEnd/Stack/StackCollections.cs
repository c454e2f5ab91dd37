// Two collections go on side by side, however many cores there are: most of the time a test waits.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>One half of the tests that deploy.</summary>
[CollectionDefinition(Name)]
public sealed class StackCollection : ICollectionFixture<DeployStack>
{
    public const string Name = "stack";
}

/// <summary>The other half, on a stack of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OtherStackCollection : ICollectionFixture<DeployStack>
{
    public const string Name = "other stack";
}

/// <summary>Those that count what visitors see under load; nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietStackCollection : ICollectionFixture<DeployStack>
{
    public const string Name = "quiet stack";
}

/// <summary>Those that go through a matrix on lanes of their own; nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietCollection
{
    public const string Name = "lanes";
}
