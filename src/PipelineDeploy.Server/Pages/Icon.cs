namespace PipelineDeploy.Server.Pages;

/// <summary>The few pictures beside words; a reader who does not see them misses nothing.</summary>
static class Icon
{
    public static Html Warning { get; } = Of(Html.Of($"""<path d="M8 2 1.5 13.5h13zM8 6.5V9m0 2.2v.1"/>"""));

    static Html Of(Html shape) => Html.Of($"""<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">{shape}</svg>""");
}
