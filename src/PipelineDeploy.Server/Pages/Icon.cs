namespace PipelineDeploy.Server.Pages;

/// <summary>The few pictures beside words; a reader who does not see them misses nothing.</summary>
static class Icon
{
    public static Html Check { get; } = Of(Html.Of($"""<path d="M3 8.5 6.5 12 13 4.5"/>"""));

    public static Html Cross { get; } = Of(Html.Of($"""<path d="m4 4 8 8m0-8-8 8"/>"""));

    public static Html Clock { get; } = Of(Html.Of($"""<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>"""));

    public static Html Working { get; } = Of(Html.Of($"""<path class="turning" d="M14 8a6 6 0 1 1-4-5.7"/>"""));

    public static Html Back { get; } = Of(Html.Of($"""<path d="M6 3 2.5 6.5 6 10m-3.5-3.5H10a3.5 3.5 0 0 1 0 7H7"/>"""));

    public static Html Stop { get; } = Of(Html.Of($"""<circle cx="8" cy="8" r="6"/><path d="m4 4 8 8"/>"""));

    public static Html Skip { get; } = Of(Html.Of($"""<path d="m3 4 5 4-5 4m5-8 5 4-5 4"/>"""));

    public static Html Warning { get; } = Of(Html.Of($"""<path d="M8 2 1.5 13.5h13zM8 6.5V9m0 2.2v.1"/>"""));

    public static Html Dot { get; } = Of(Html.Of($"""<circle cx="8" cy="8" r="2"/>"""));

    static Html Of(Html shape) => Html.Of($"""<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">{shape}</svg>""");
}
