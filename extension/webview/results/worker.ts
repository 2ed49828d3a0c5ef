import "../shared/picture/worker";
