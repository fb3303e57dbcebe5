package nexus.query.analytics;

import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/analytics")
class AnalyticsQueryController {

    private final PipelineNumbers pipeline;
    private final WinRate winRate;
    private final Timing timing;
    private final Forecast forecast;
    private final Leaderboard leaderboard;
    private final ProjectNumbers projects;
    private final CampaignNumbers campaigns;
    private final ActivityNumbers activities;

    AnalyticsQueryController(
            PipelineNumbers pipeline,
            WinRate winRate,
            Timing timing,
            Forecast forecast,
            Leaderboard leaderboard,
            ProjectNumbers projects,
            CampaignNumbers campaigns,
            ActivityNumbers activities) {
        this.pipeline = pipeline;
        this.winRate = winRate;
        this.timing = timing;
        this.forecast = forecast;
        this.leaderboard = leaderboard;
        this.projects = projects;
        this.campaigns = campaigns;
        this.activities = activities;
    }

    @GetMapping("/pipeline")
    PipelineNumbers.Answer pipeline(Moment moment, ListRequest request) {
        return pipeline.of(moment, request);
    }

    @GetMapping("/win-rate")
    WinRate.Answer winRate(Moment moment, ListRequest request) {
        return winRate.of(moment, request);
    }

    @GetMapping("/velocity")
    Timing.Velocity velocity(Moment moment, ListRequest request) {
        return timing.velocity(moment, request);
    }

    @GetMapping("/stage-duration")
    Timing.StageDurations stageDuration(Moment moment, ListRequest request) {
        return timing.stageDurations(moment, request);
    }

    @GetMapping("/forecast")
    Forecast.Answer forecast(Moment moment, ListRequest request) {
        return forecast.of(moment, request);
    }

    @GetMapping("/leaderboard")
    Leaderboard.Answer leaderboard(Moment moment, ListRequest request) {
        return leaderboard.of(moment, request);
    }

    @GetMapping("/projects")
    ProjectNumbers.Answer projects(Moment moment, ListRequest request) {
        return projects.of(moment, request);
    }

    @GetMapping("/campaigns")
    CampaignNumbers.Answer campaigns(Moment moment, ListRequest request) {
        return campaigns.of(moment, request);
    }

    @GetMapping("/activities")
    ActivityNumbers.Answer activities(Moment moment, ListRequest request) {
        return activities.of(moment, request);
    }
}
